namespace Stoa.Rego.Builtins;

/// <summary>Collects the paths from given nodes to where each can go no further: no neighbour, one outside the graph, or one already on it.</summary>
internal sealed class PathSearch(BuiltinContext context, RegoObject graph)
{
    private readonly List<RegoValue> _path = [];
    private readonly HashSet<RegoValue> _onPath = [];
    private readonly Stack<Position> _open = [];

    public HashSet<RegoValue> Paths { get; } = [];

    public void From(RegoValue start)
    {
        if (graph.Find(start) is null)
        {
            return;
        }

        Enter(start);
        while (_open.TryPop(out var position))
        {
            context.Step();
            if (position.Next == position.Neighbours.Length)
            {
                _onPath.Remove(_path[^1]);
                _path.RemoveAt(_path.Count - 1);
                continue;
            }

            var neighbour = position.Neighbours[position.Next];
            _open.Push(position with { Next = position.Next + 1 });
            Visit(neighbour);
        }
    }

    private void Visit(RegoValue node)
    {
        if (_onPath.Contains(node) || graph.Find(node) is null)
        {
            Record();
        }
        else
        {
            Enter(node);
        }
    }

    private void Enter(RegoValue node)
    {
        var neighbours = OperandReading.Items(graph.Find(node)!).ToArray();
        _path.Add(node);
        _onPath.Add(node);
        _open.Push(new Position(neighbours, 0));
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

    private readonly record struct Position(RegoValue[] Neighbours, int Next);
}
