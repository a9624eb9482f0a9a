using Stoa.Mcp.Governance.Metering;

namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>Keeps usage events in memory.</summary>
internal sealed class RecordingUsageSink : IUsageSink
{
    public string Name => "recording";

    public Recorded<UsageEvent> Events { get; } = new();

    public ValueTask WriteAsync(IReadOnlyList<UsageEvent> events, CancellationToken cancellationToken)
    {
        foreach (var usage in events)
        {
            Events.Add(usage);
        }

        return ValueTask.CompletedTask;
    }
}
