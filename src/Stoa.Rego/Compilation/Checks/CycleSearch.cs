namespace Stoa.Rego.Compilation.Checks;

/// <summary>Finds the nodes of a graph that lie on a cycle (Tarjan), without the call stack: policies may chain thousands of rules.</summary>
internal sealed class CycleSearch
{
    private readonly Dictionary<RuleNode, HashSet<RuleNode>> _edges;
    private readonly Dictionary<RuleNode, int> _numbers = [];
    private readonly Dictionary<RuleNode, int> _lows = [];
    private readonly Stack<RuleNode> _component = new();
    private readonly HashSet<RuleNode> _inComponent = [];
    private readonly Stack<(RuleNode Node, HashSet<RuleNode>.Enumerator Edges)> _open = new();

    public CycleSearch(Dictionary<RuleNode, HashSet<RuleNode>> edges)
    {
        _edges = edges;
        foreach (var node in edges.Keys)
        {
            if (!_numbers.ContainsKey(node))
            {
                Visit(node);
            }
        }
    }

    /// <summary>The nodes on cycles.</summary>
    public HashSet<RuleNode> Cyclic { get; } = [];

    private void Visit(RuleNode start)
    {
        Enter(start);
        while (_open.TryPop(out var top))
        {
            if (!top.Edges.MoveNext())
            {
                Leave(top.Node);
                continue;
            }

            var next = top.Edges.Current;
            _open.Push(top);
            if (!_numbers.TryGetValue(next, out var number))
            {
                Enter(next);
            }
            else if (_inComponent.Contains(next))
            {
                _lows[top.Node] = Math.Min(_lows[top.Node], number);
            }
        }
    }

    private void Enter(RuleNode node)
    {
        _lows[node] = _numbers[node] = _numbers.Count;
        _component.Push(node);
        _inComponent.Add(node);
        _open.Push((node, (_edges.GetValueOrDefault(node) ?? []).GetEnumerator()));
    }

    private void Leave(RuleNode node)
    {
        if (_open.TryPeek(out var above))
        {
            _lows[above.Node] = Math.Min(_lows[above.Node], _lows[node]);
        }

        if (_lows[node] != _numbers[node])
        {
            return;
        }

        var isCycle = _component.Peek() != node || (_edges.GetValueOrDefault(node)?.Contains(node) ?? false);
        RuleNode member;
        do
        {
            member = _component.Pop();
            _inComponent.Remove(member);
            if (isCycle)
            {
                Cyclic.Add(member);
            }
        }
        while (member != node);
    }
}
