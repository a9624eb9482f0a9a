using Stoa.Rego.Compilation;

namespace Stoa.Rego.Evaluation;

/// <summary>The documents below <c>data</c>: what rules make, over base data. Each is computed once in a world and remembered.</summary>
internal sealed class Documents
{
    private readonly Machine _machine;
    private readonly Remembered[] _remembered;
    private readonly List<int> _touched = [];

    public Documents(Machine machine, RuleTree tree)
    {
        _machine = machine;
        _remembered = new Remembered[tree.Nodes.Count];
    }

    /// <summary>The document of a node, or null where it is undefined.</summary>
    public RegoValue? Find(RuleNode node)
    {
        ref var remembered = ref _remembered[node.Id];
        var generation = _machine.World.Generation;
        if (remembered.Generation == generation)
        {
            return remembered.Value;
        }

        var value = Compute(node);
        if (remembered.Generation == 0)
        {
            _touched.Add(node.Id);
        }

        remembered = new Remembered(generation, value);
        return value;
    }

    /// <summary>Lets go of all documents.</summary>
    public void Forget()
    {
        foreach (var id in _touched)
        {
            _remembered[id] = default;
        }

        _touched.Clear();
    }

    /// <summary>Whether <c>with</c> has put data in the place of what rules say here.</summary>
    public bool IsReplaced(RuleNode node)
    {
        foreach (var path in _machine.World.Replaced)
        {
            if (path.Length <= node.Path.Count && IsPrefix(path, node.Path))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The base data at the path of a node.</summary>
    public RegoValue? Base(RuleNode node)
    {
        RegoValue? value = _machine.Data;
        foreach (var key in node.Path)
        {
            if (value is null)
            {
                return null;
            }

            value = Lookup.Find(value, key);
        }

        return value;
    }

    /// <summary>The keys of what stands below a package, rules and data, in order.</summary>
    public IEnumerable<RegoValue> KeysBelow(RuleNode package)
    {
        var data = Base(package);
        if (IsReplaced(package))
        {
            return data is RegoObject replaced ? replaced.KeySpan.ToArray() : [];
        }

        var keys = new SortedSet<RegoValue>(package.Children.Where(child => !child.Value.IsFunction).Select(child => child.Key));
        if (data is RegoObject members)
        {
            keys.UnionWith(members.KeySpan.ToArray());
        }

        return keys;
    }

    /// <summary>The document of a key below a package, or null.</summary>
    public RegoValue? FindBelow(RuleNode package, RegoValue key) =>
        !IsReplaced(package) && package.Find(key) is { IsFunction: false } child
            ? Find(child)
            : Base(package) is { } data ? Lookup.Find(data, key) : null;

    private static bool IsPrefix(RegoValue[] path, IReadOnlyList<RegoValue> whole)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (!path[i].Equals(whole[i]))
            {
                return false;
            }
        }

        return true;
    }

    private RegoValue? Compute(RuleNode node)
    {
        if (_machine.World.Replaced.Length > 0 && IsReplaced(node))
        {
            return Base(node);
        }

        return node.Kind switch
        {
            RuleKind.Function => null,
            RuleKind.Complete => Complete(node.Plan!),
            RuleKind.Set => node.Plan!.EvaluateSet(_machine),
            RuleKind.Object => WithChildren(node, node.Plan!.EvaluateTree(_machine)),
            _ => Package(node),
        };
    }

    private RegoValue? Complete(RulePlan plan)
    {
        var frame = _machine.Enter(plan.FrameSize);
        var value = plan.EvaluateComplete(_machine, frame);
        _machine.Leave(frame);
        return value;
    }

    private RegoObject WithChildren(RuleNode node, DocumentTree tree)
    {
        foreach (var child in node.Children.Values)
        {
            if (!child.IsFunction && Find(child) is { } value && !tree.TryMerge(child.Key, value))
            {
                throw Machine.Error(RegoErrorCodes.Conflict, "object keys must be unique", child.Rules.Count > 0 ? child.Rules[0].Rule.Location : null);
            }
        }

        return tree.Build();
    }

    private RegoObject Package(RuleNode node)
    {
        var data = Base(node);
        var builder = new RegoObjectBuilder();
        if (data is RegoObject members)
        {
            builder.AddAll(members);
        }

        foreach (var (key, child) in node.Children)
        {
            if (!child.IsFunction && Find(child) is { } value)
            {
                builder[key] = value;
            }
        }

        return builder.Build();
    }

    private readonly record struct Remembered(int Generation, RegoValue? Value);
}
