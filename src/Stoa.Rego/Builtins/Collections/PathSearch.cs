namespace Stoa.Rego.Builtins;

/// <summary>
/// Collects paths from given nodes to where each can go no further: no neighbour, one outside the graph, or one that was passed. As OPA
/// does, it shares what was passed among all paths by way of the same first neighbour, so that it finds some path over every edge, not every
/// path.
/// </summary>
internal sealed class PathSearch(BuiltinContext context, RegoObject graph)
{
    private readonly List<RegoValue> _path = [];
    private readonly Stack<(RegoValue[] Neighbours, int Next)> _open = [];
    private HashSet<RegoValue> _passed = [];

    public HashSet<RegoValue> Paths { get; } = [];

    public void From(RegoValue start)
    {
        if (graph.Find(start) is not { } neighbours)
        {
            return;
        }

        _path.Add(start);
        foreach (var neighbour in OperandReading.Items(neighbours))
        {
            _passed = [start];
            Walk(neighbour);
        }

        if (OperandReading.Items(neighbours).Length == 0)
        {
            Record();
        }

        _path.Clear();
    }

    private void Walk(RegoValue first)
    {
        Enter(first);
        while (_open.TryPop(out var position))
        {
            context.Step();
            if (position.Next == position.Neighbours.Length)
            {
                _path.RemoveAt(_path.Count - 1);
                continue;
            }

            _open.Push((position.Neighbours, position.Next + 1));
            if (_passed.Contains(position.Neighbours[position.Next]))
            {
                Record();
                continue;
            }

            _passed.Add(_path[^1]);
            Enter(position.Neighbours[position.Next]);
        }
    }

    private void Enter(RegoValue node)
    {
        if (graph.Find(node) is not { } value)
        {
            Record();
            return;
        }

        var neighbours = OperandReading.Items(value).ToArray();
        _path.Add(node);
        _open.Push((neighbours, 0));
        if (neighbours.Length == 0)
        {
            Record();
        }
    }

    private void Record()
    {
        context.Produce(_path.Count);
        Paths.Add(RegoArray.Of([.. _path]));
    }
}
