namespace Stoa.Rego;

/// <summary>What to write for events. That a statement did not hold is no event; it shows in what comes next.</summary>
internal sealed class TraceSteps
{
    private readonly List<TraceLine> _lines = [];

    // The statements that are being evaluated, outer ones first, and how many were when each was.
    private readonly List<RegoTraceEvent> _open = [];
    private readonly Dictionary<(SourceLocation Location, int Depth), int> _heights = [];

    public static IReadOnlyList<TraceLine> Of(IEnumerable<RegoTraceEvent> events)
    {
        var steps = new TraceSteps();
        foreach (var traced in events)
        {
            steps.Add(traced);
        }

        steps.FailDownTo(0);
        return steps._lines;
    }

    private void Add(RegoTraceEvent traced)
    {
        switch (traced.Kind)
        {
            case RegoTraceKind.Hold:
                Hold(traced);
                return;
            case RegoTraceKind.Evaluate:
                // Statements of rules within that one are over; one at the same depth may stand around it.
                FailDeeperThan(traced.Depth);
                _heights[(traced.Location, traced.Depth)] = _open.Count;
                _open.Add(traced);
                break;
            case RegoTraceKind.Enter or RegoTraceKind.Exit:
                FailDeeperThan(traced.Depth - 1);
                break;
        }

        _lines.Add(new TraceLine(traced.Kind.ToString().ToLowerInvariant(), traced.Location, traced.Depth, traced.Name));
    }

    // A statement that holds again, for the next of several values, was not open any more: what came after it has failed.
    private void Hold(RegoTraceEvent traced)
    {
        var height = _heights.GetValueOrDefault((traced.Location, traced.Depth));
        var isOpen = height < _open.Count && _open[height].Location == traced.Location && _open[height].Depth == traced.Depth;
        FailDownTo(isOpen ? height + 1 : height);
        if (isOpen)
        {
            _open.RemoveAt(height);
        }
    }

    private void FailDeeperThan(int depth)
    {
        while (_open.Count > 0 && _open[^1].Depth > depth)
        {
            FailDownTo(_open.Count - 1);
        }
    }

    private void FailDownTo(int height)
    {
        while (_open.Count > height)
        {
            _lines.Add(new TraceLine("fail", _open[^1].Location, _open[^1].Depth, null));
            _open.RemoveAt(_open.Count - 1);
        }
    }
}
