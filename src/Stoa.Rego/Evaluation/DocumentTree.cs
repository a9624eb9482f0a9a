namespace Stoa.Rego.Evaluation;

/// <summary>A document under construction whose rules put values at computed paths.</summary>
internal sealed class DocumentTree
{
    private readonly Dictionary<RegoValue, object> _members = [];

    /// <summary>Puts a value, or an item of a set, at a path. False where another value stands there, or in the way.</summary>
    public bool TryPut(ReadOnlySpan<RegoValue> path, RegoValue value, bool isItem)
    {
        var tree = this;
        foreach (var key in path[..^1])
        {
            if (!tree._members.TryGetValue(key, out var child))
            {
                tree._members[key] = child = new DocumentTree();
            }

            if (child is not DocumentTree below)
            {
                return false;
            }

            tree = below;
        }

        return isItem ? tree.TryAddItem(path[^1], value) : tree.TryAdd(path[^1], value);
    }

    /// <summary>Adds a document: objects and sets merge. False where another value stands at one of its keys.</summary>
    public bool TryMerge(RegoValue key, RegoValue value)
    {
        if (_members.TryGetValue(key, out var found) && found is DocumentTree below && value is RegoObject members)
        {
            foreach (var (name, member) in members)
            {
                if (!below.TryMerge(name, member))
                {
                    return false;
                }
            }

            return true;
        }

        if (found is HashSet<RegoValue> items && value is RegoSet more)
        {
            items.UnionWith(more);
            return true;
        }

        return TryAdd(key, value);
    }

    public RegoObject Build()
    {
        var builder = new RegoObjectBuilder(_members.Count);
        foreach (var (key, value) in _members)
        {
            builder[key] = value switch
            {
                DocumentTree tree => tree.Build(),
                HashSet<RegoValue> set => RegoSet.Owning([.. set]),
                _ => (RegoValue)value,
            };
        }

        return builder.Build();
    }

    private bool TryAdd(RegoValue key, RegoValue value) => _members.TryAdd(key, value) || _members[key].Equals(value);

    private bool TryAddItem(RegoValue key, RegoValue value)
    {
        if (!_members.TryGetValue(key, out var found))
        {
            _members[key] = found = new HashSet<RegoValue>();
        }

        if (found is not HashSet<RegoValue> set)
        {
            return false;
        }

        set.Add(value);
        return true;
    }
}
