using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Anomalies.Detection;
using Stoa.Mcp.Governance.Auditing;

namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>Tells of anomalies: limits first, then the log and the metric, then the trail, which is tried until it takes them.</summary>
internal sealed class AnomalyReporter(
    AnomalyDetector detector, AnomalyLimits limits, AnomalyTelemetry telemetry, IAuditTrail trail, ILogger<AnomalyReporter> logger) : IDisposable
{
    private const int MostOfText = 256;

    private readonly Queue<Anomaly> _unrecorded = new();
    private readonly SemaphoreSlim _recording = new(1);
    private bool _failing;
    private long _changes;

    /// <summary>How many changes there were: what was kept before the last is out of date.</summary>
    public long Changes => Volatile.Read(ref _changes);

    /// <summary>Tells of changes. Does not throw: what the trail does not take is tried again by <see cref="RecordAsync"/>.</summary>
    public async ValueTask ReportAsync(IReadOnlyList<Anomaly> changes, CancellationToken cancellationToken)
    {
        foreach (var anomaly in changes)
        {
            limits.Follow(anomaly);
            Tell(anomaly);
            lock (_unrecorded)
            {
                _unrecorded.Enqueue(anomaly);
            }

            Interlocked.Increment(ref _changes);
        }

        await RecordAsync(cancellationToken);
    }

    /// <summary>Gives the trail what it does not have.</summary>
    public async ValueTask RecordAsync(CancellationToken cancellationToken)
    {
        if (Next() is null)
        {
            return;
        }

        await _recording.WaitAsync(cancellationToken);
        try
        {
            while (Next() is { } anomaly)
            {
                await trail.AppendAsync(EntryOf(anomaly), cancellationToken);
                Recorded(anomaly);
            }

            _failing = false;
        }
        catch (AuditUnavailableException exception)
        {
            Failed(exception);
        }
        finally
        {
            _recording.Release();
        }
    }

    /// <summary>An anomaly from before a restart goes on.</summary>
    public void Resume(Anomaly anomaly) => limits.Follow(anomaly);

    public void Dispose() => _recording.Dispose();

    private Anomaly? Next()
    {
        lock (_unrecorded)
        {
            return _unrecorded.TryPeek(out var anomaly) ? anomaly : null;
        }
    }

    private void Recorded(Anomaly anomaly)
    {
        lock (_unrecorded)
        {
            _unrecorded.Dequeue();
        }

        if (anomaly.State == AnomalyState.Opened)
        {
            detector.Recorded(anomaly.Id);
            Interlocked.Increment(ref _changes);
        }
    }

    private void Failed(AuditUnavailableException exception)
    {
        if (!_failing)
        {
            _failing = true;
            Log.NotRecorded(logger, _unrecorded.Count, exception);
        }
    }

    private void Tell(Anomaly anomaly)
    {
        var (tenant, agent, tool) = (Safe(anomaly.Tenant), Safe(anomaly.Agent), Safe(anomaly.Tool));
        switch (anomaly.State)
        {
            case AnomalyState.Opened:
                var (observed, expected) = (Math.Round(anomaly.ObservedPerMinute, 1), Math.Round(anomaly.ExpectedPerMinute, 3));
                var limit = anomaly.LimitPerMinute is { } units ? $"{units} units a minute" : "none";
                telemetry.Opened(anomaly);
                Log.Opened(logger, anomaly.Id, agent, tenant, anomaly.Operation, tool, observed, expected, limit);
                break;
            case AnomalyState.Acknowledged:
                var by = Safe(anomaly.By ?? "");
                Log.Acknowledged(logger, anomaly.Id, agent, tenant, by);
                break;
            default:
                Log.Closed(logger, anomaly.Id, agent, tenant, anomaly.Operation, tool);
                break;
        }
    }

    private static AuditEntry EntryOf(Anomaly anomaly) =>
        new() { Kind = AuditEntryKind.Anomaly, Time = anomaly.Time, DecisionId = anomaly.Id, Anomaly = anomaly };

    // Names come from outside: escaped, a line of the log stays one.
    private static string Safe(string text) => JavaScriptEncoder.Default.Encode(text.Length <= MostOfText ? text : text[..MostOfText] + "…");
}
