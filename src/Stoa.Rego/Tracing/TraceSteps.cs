namespace Stoa.Rego;

/// <summary>What to write for events. That a statement did not hold is no event; it shows in what comes next.</summary>
internal static class TraceSteps
{
    public static IReadOnlyList<(string Word, SourceLocation Location, int Depth, string? Name)> Of(IEnumerable<RegoTraceEvent> events)
    {
        var steps = new List<(string, SourceLocation, int, string?)>();
        var open = new Stack<RegoTraceEvent>();
        foreach (var traced in events)
        {
            while (open.TryPeek(out var waiting) && waiting.Depth >= traced.Depth)
            {
                open.Pop();
                if (traced.Kind != RegoTraceKind.Hold || traced.Location != waiting.Location || traced.Depth != waiting.Depth)
                {
                    steps.Add(("fail", waiting.Location, waiting.Depth, null));
                    continue;
                }

                break;
            }

            if (traced.Kind == RegoTraceKind.Evaluate)
            {
                open.Push(traced);
            }

            if (traced.Kind != RegoTraceKind.Hold)
            {
                steps.Add((traced.Kind.ToString().ToLowerInvariant(), traced.Location, traced.Depth, traced.Name));
            }
        }

        while (open.TryPop(out var waiting))
        {
            steps.Add(("fail", waiting.Location, waiting.Depth, null));
        }

        return steps;
    }
}
