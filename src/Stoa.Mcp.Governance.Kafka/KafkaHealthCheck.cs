using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>Degraded as soon as the brokers acknowledge nothing of what waits, with what the client says about it. Calls go on; the trail keeps everything.</summary>
internal sealed class KafkaHealthCheck(KafkaStatus status) : IHealthCheck
{
    /// <summary>Name of the check; tagged <c>sinks</c>, not <c>ready</c>.</summary>
    public const string Name = "stoa-kafka";

    /// <summary>Silence that is no trouble yet.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var waiting = status.Waiting;
        if (waiting <= Patience)
        {
            return Task.FromResult(HealthCheckResult.Healthy());
        }

        var error = status.LastError is { } last ? $" The client's last error, at {last.At:O}: {last.Error}" : "";
        return Task.FromResult(HealthCheckResult.Degraded(
            FormattableString.Invariant($"The brokers have acknowledged nothing for {waiting.TotalSeconds:F0} s; entries are kept and delivered later.{error}")));
    }
}
