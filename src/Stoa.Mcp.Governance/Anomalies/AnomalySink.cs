using Stoa.Mcp.Governance.Anomalies.Detection;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>Watches the trail as a sink of it: so every attempt is counted, one that was refused too, and once, also over a restart.</summary>
internal sealed class AnomalySink(AnomalyDetector detector, AnomalyMemory memory, AnomalyReporter reporter) : ITrailSink
{
    private readonly List<Anomaly> _changes = [];

    public string Name => "anomalies";

    public async ValueTask WriteAsync(string stream, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken)
    {
        // Who is refused before a tenant is known is no agent yet.
        if (stream != TrailStreams.Audit)
        {
            return;
        }

        await memory.LoadOnceAsync(cancellationToken);
        foreach (var entry in entries)
        {
            detector.Follow(entry.Sequence, Attempt.Of(entry), _changes);
        }

        if (_changes.Count > 0)
        {
            Anomaly[] changes = [.. _changes];
            _changes.Clear();
            await reporter.ReportAsync(changes, cancellationToken);
        }
    }
}
