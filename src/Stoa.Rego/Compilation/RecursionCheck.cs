using Stoa.Rego.Compilation.Lowering;
using Stoa.Rego.Compilation.Planning;

namespace Stoa.Rego.Compilation;

/// <summary>Finds rules that depend on themselves.</summary>
internal sealed class RecursionCheck(RuleTree tree, IReadOnlyDictionary<RuleNode, List<LoweredRule>> rules, ErrorList errors)
{
    private readonly Dictionary<RuleNode, HashSet<RuleNode>> _uses = [];
    private readonly HashSet<RuleNode> _done = [];

    /// <summary>Reports each cycle once.</summary>
    public void Run()
    {
        foreach (var node in rules.Keys)
        {
            _uses[node] = [.. rules[node].SelectMany(BodiesOf).SelectMany(UsesOf)];
        }

        foreach (var node in rules.Keys)
        {
            Visit(node);
        }
    }

    private static IEnumerable<LoweredRule> BodiesOf(LoweredRule rule)
    {
        for (LoweredRule? branch = rule; branch is not null; branch = branch.Else)
        {
            yield return branch;
        }
    }

    private IEnumerable<RuleNode> UsesOf(LoweredRule rule)
    {
        var terms = Variables.AllTerms(rule.Body).Concat(rule.Suffix.Concat(new[] { rule.Key, rule.Value }.OfType<CoreTerm>()).SelectMany(Variables.AllTerms));
        return terms.SelectMany(UsesOf);
    }

    private IEnumerable<RuleNode> UsesOf(CoreTerm term) => term switch
    {
        CoreFunctionCall call => [call.Function],
        CoreReference { Head: CoreData } reference => Below(tree.Root, reference.Keys, 0),
        CoreData => [],
        _ => [],
    };

    private static IEnumerable<RuleNode> Below(RuleNode node, IReadOnlyList<CoreTerm> keys, int used)
    {
        if (used == keys.Count)
        {
            return node.Subtree().Where(below => below.Rules.Count > 0 && !below.IsFunction);
        }

        IEnumerable<RuleNode> own = node.Rules.Count > 0 ? [node] : [];
        return keys[used] is CoreConstant { Value: var key }
            ? own.Concat(node.Find(key) is { } child ? Below(child, keys, used + 1) : [])
            : own.Concat(node.Children.Values.SelectMany(child => Below(child, keys, used + 1)));
    }

    // Depth first, without the call stack: policies may chain thousands of rules.
    private void Visit(RuleNode start)
    {
        var path = new List<RuleNode>();
        var onPath = new HashSet<RuleNode>();
        var open = new Stack<(RuleNode Node, IEnumerator<RuleNode> Uses)>();
        Enter(start);
        while (open.TryPeek(out var top))
        {
            if (!top.Uses.MoveNext())
            {
                open.Pop();
                path.RemoveAt(path.Count - 1);
                onPath.Remove(top.Node);
                _done.Add(top.Node);
            }
            else if (onPath.Contains(top.Uses.Current))
            {
                var cycle = path.Skip(path.IndexOf(top.Uses.Current)).Append(top.Uses.Current);
                var first = top.Uses.Current;
                errors.Add(
                    RegoErrorCodes.Recursion,
                    first.Rules[0].Rule.Location,
                    $"rule {first.Name} is recursive: {string.Join(" -> ", cycle.Select(node => node.Name))}",
                    "Rego has no recursion; walk() and graph.reachable() go through nested data.");
            }
            else if (!_done.Contains(top.Uses.Current))
            {
                Enter(top.Uses.Current);
            }
        }

        void Enter(RuleNode node)
        {
            if (_done.Contains(node) || !_uses.TryGetValue(node, out var uses))
            {
                _done.Add(node);
                return;
            }

            path.Add(node);
            onPath.Add(node);
            open.Push((node, uses.GetEnumerator()));
        }
    }
}
