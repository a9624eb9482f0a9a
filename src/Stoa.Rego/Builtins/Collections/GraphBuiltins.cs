using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Graphs, as objects of nodes with their neighbours.</summary>
internal static class GraphBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("graph.reachable", [T.Members, T.List], T.Set, Reachable),
        new("graph.reachable_paths", [T.Members, T.List], T.Set, ReachablePaths),
    ];

    private static RegoSet Reachable(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var graph = operands.ObjectAt(0);
        var reached = new HashSet<RegoValue>();
        var queue = new Queue<RegoValue>(operands.ItemsAt(1).ToArray());
        while (queue.TryDequeue(out var node))
        {
            context.Step();
            if (graph.Find(node) is not { } neighbours || !reached.Add(node))
            {
                continue;
            }

            context.Produce(1);
            foreach (var neighbour in OperandReading.Items(neighbours))
            {
                context.Step();
                if (!reached.Contains(neighbour))
                {
                    queue.Enqueue(neighbour);
                }
            }
        }

        return RegoSet.Of(reached);
    }

    private static RegoSet ReachablePaths(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var search = new PathSearch(context, operands.ObjectAt(0));
        foreach (var node in operands.ItemsAt(1))
        {
            search.From(node);
        }

        return RegoSet.Of(search.Paths);
    }
}
