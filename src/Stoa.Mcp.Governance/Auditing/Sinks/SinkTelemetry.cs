using System.Diagnostics.Metrics;
using Names = Stoa.Mcp.Governance.Diagnostics.GovernanceTelemetryNames;

namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>What is measured of sinks: entries delivered, deliveries that failed, entries that wait.</summary>
internal sealed class SinkTelemetry
{
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _deadLetters;

    public SinkTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Names.Source);
        _delivered = meter.CreateCounter<long>(Names.SinkEntries, "{entry}", "Entries of the trail that a sink has taken.");
        _failures = meter.CreateCounter<long>(Names.SinkFailures, "{delivery}", "Deliveries of entries that a sink did not take.");
        _deadLetters = meter.CreateCounter<long>(Names.SinkDeadLetters, "{entry}", "Entries that a sink's destination refused for good.");
        meter.CreateObservableGauge(Names.SinkLag, Lags, "{entry}", "Entries on the disk that a sink does not have yet.");
    }

    /// <summary>Those whose lag is told.</summary>
    public IReadOnlyList<SinkFollower> Followers { get; set; } = [];

    public void Delivered(string sink, string stream, int entries) => _delivered.Add(entries, new(Names.Sink, sink), new(Names.Stream, stream));

    public void Failed(string sink, string stream) => _failures.Add(1, new(Names.Sink, sink), new(Names.Stream, stream));

    public void DeadLetter(string sink, string stream) => _deadLetters.Add(1, new(Names.Sink, sink), new(Names.Stream, stream));

    private IEnumerable<Measurement<long>> Lags() =>
        Followers.Select(follower => new Measurement<long>(follower.Lag, new(Names.Sink, follower.Sink), new(Names.Stream, follower.Stream)));
}
