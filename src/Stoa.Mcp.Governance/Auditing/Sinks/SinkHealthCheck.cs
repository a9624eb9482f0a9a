using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>Degraded while a sink does not take entries. Calls go on: the trail on the disk has all of them, and the sink gets them later.</summary>
internal sealed class SinkHealthCheck(TrailSinks sinks) : IHealthCheck
{
    /// <summary>Name of the check; tagged <c>sinks</c>, not <c>ready</c>.</summary>
    public const string Name = "stoa-sinks";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = sinks.Followers.ToDictionary(follower => $"{follower.Sink}/{follower.Stream} lag", follower => (object)follower.Lag);
        var failing = sinks.Followers.Where(follower => follower.IsFailing).Select(follower => follower.Sink).Distinct().ToList();
        return Task.FromResult(failing.Count == 0
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded($"Not taking entries of the trail now: {string.Join(", ", failing)}. They are kept and delivered later.", data: data));
    }
}
