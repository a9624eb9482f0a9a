namespace Stoa.Mcp.Governance.Metering;

/// <summary>Takes usage events out of the process.</summary>
public interface IUsageSink
{
    /// <summary>Name in logs and metrics.</summary>
    string Name { get; }

    /// <summary>Delivers events in order. Completes once they are delivered; an exception has them delivered again, so a sink sees an event at least once.</summary>
    ValueTask WriteAsync(IReadOnlyList<UsageEvent> events, CancellationToken cancellationToken);
}
