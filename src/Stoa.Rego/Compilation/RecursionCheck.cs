namespace Stoa.Rego.Compilation;

/// <summary>Finds rules that depend on themselves.</summary>
internal sealed class RecursionCheck(RuleTree tree, ErrorList errors)
{
    private readonly Dictionary<RuleNode, HashSet<RuleNode>> _uses = [];
    private readonly HashSet<RuleNode> _done = [];

    /// <summary>Reports each cycle once.</summary>
    public void Run()
    {
        foreach (var node in tree.Nodes)
        {
            _uses[node] = [.. node.Lowered.SelectMany(Uses.TermsOf).SelectMany(term => Uses.Of(tree, term))];
        }

        foreach (var node in tree.Nodes)
        {
            Visit(node);
        }
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
