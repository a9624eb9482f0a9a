using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>Degraded while an upstream does not answer when it is asked for its lists. The gateway stays ready: it answers for the upstream, and for others.</summary>
internal sealed class UpstreamHealthCheck(IEnumerable<IUpstreamStates> states) : IHealthCheck
{
    /// <summary>Name of the check; tagged <c>upstreams</c>, not <c>ready</c>.</summary>
    public const string Name = "stoa-upstreams";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var all = states.SelectMany(state => state.Upstreams).ToList();
        var down = all.Where(upstream => !upstream.IsUp).Select(upstream => upstream.Name).ToList();
        var data = all.ToDictionary(upstream => upstream.Name, upstream => (object)(upstream.IsUp ? "up" : "down"), StringComparer.Ordinal);
        return Task.FromResult(down.Count == 0
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded($"Not answering now: {string.Join(", ", down)}.", data: data));
    }
}
