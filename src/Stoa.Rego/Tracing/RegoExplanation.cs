namespace Stoa.Rego;

/// <summary>
/// What an evaluation did, line by line: where, how deep within rules, and the source. Give <see cref="Add"/> as <see cref="RegoEvaluationOptions.Trace"/>
/// of a policy that was compiled with <see cref="RegoCompilerOptions.EnableTrace"/>. Not safe for several threads.
/// </summary>
public sealed class RegoExplanation
{
    private const int MaxEvents = 100_000;

    private readonly Dictionary<string, string[]> _lines;
    private readonly List<RegoTraceEvent> _events = [];

    /// <summary>An explanation that quotes these sources.</summary>
    public RegoExplanation(IEnumerable<RegoSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        _lines = sources.DistinctBy(source => source.File).ToDictionary(source => source.File, source => source.Text.ReplaceLineEndings("\n").Split('\n'));
    }

    /// <summary>Whether more was done than is kept: 100,000 events.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Keeps what an evaluation did.</summary>
    public void Add(RegoTraceEvent traced)
    {
        if (_events.Count < MaxEvents)
        {
            _events.Add(traced);
        }
        else
        {
            IsTruncated = true;
        }
    }

    /// <summary>
    /// Writes one line for each event: <c>file:row:column | enter data.app.allow</c>. A statement that did not hold is followed by <c>fail</c>.
    /// </summary>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var steps = TraceSteps.Of(_events);
        var width = steps.Count == 0 ? 0 : steps.Max(step => step.Location.ToString().Length);
        foreach (var step in steps)
        {
            writer.WriteLine($"{step.Location.ToString().PadRight(width)}  {string.Concat(Enumerable.Repeat("| ", step.Depth))}{step.Word} {step.Name ?? LineAt(step.Location)}");
        }

        if (IsTruncated)
        {
            writer.WriteLine($"… and more: the first {MaxEvents} events are shown");
        }
    }

    private string LineAt(SourceLocation location) =>
        _lines.TryGetValue(location.File, out var lines) && location.Row <= lines.Length ? lines[location.Row - 1].Trim() : "";
}
