using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Whether the policy in force is the newest there is. Where a newer one was refused, the last good one goes on deciding.</summary>
internal sealed class PolicyHealthCheck(PolicyStore policies) : IHealthCheck
{
    /// <summary>Name of the check; tagged <c>ready</c>.</summary>
    public const string Name = "stoa-policy";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(policies.Refusal is { } refusal
            ? HealthCheckResult.Degraded($"A changed policy is not used, and revision {policies.Revision} decides: {refusal}")
            : HealthCheckResult.Healthy($"Policy revision {policies.Revision}."));
}
