using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stoa.Mcp.Governance.Authorization.Observing;
using Stoa.Mcp.Governance.Authorization.Remote;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// Whether the policy in force is the newest there is, and whether the engine that decides can be reached. Where a newer policy was refused, the last
/// good one goes on deciding; where an engine is out of reach, every call is denied.
/// </summary>
internal sealed class PolicyHealthCheck(PolicyStore policies, IPolicyEngine engine) : IHealthCheck
{
    /// <summary>Name of the check; tagged <c>ready</c>.</summary>
    public const string Name = "stoa-policy";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        (engine is ObservedEngine observed ? observed.Deciding : engine) is IRemoteEngine remote
            ? CheckAsync(remote, cancellationToken)
            : Task.FromResult(policies.Refusal is { } refusal
                ? HealthCheckResult.Degraded($"A changed policy is not used, and revision {policies.Revision} decides: {refusal}")
                : HealthCheckResult.Healthy($"Policy revision {policies.Revision}."));

    // Answers tell enough. Where there are none the engine is asked, or an app that is out of rotation would never see that it is back.
    private static async Task<HealthCheckResult> CheckAsync(IRemoteEngine engine, CancellationToken cancellationToken)
    {
        if (engine.Health is { HasAnswered: true, Failures: 0 })
        {
            return HealthCheckResult.Healthy("The policy engine answers.");
        }

        var isProbed = false;
        try
        {
            isProbed = await engine.ProbeAsync(cancellationToken);
        }
        catch (PolicyFault fault)
        {
            return HealthCheckResult.Unhealthy($"The policy engine gives no sign of life, and what it does not decide is denied: {fault.Message}");
        }

        return engine.Health switch
        {
            { Failures: > 0 } failing => HealthCheckResult.Degraded($"The policy engine did not answer {failing.Failures} questions in a row, which were denied: {failing.LastFailure}"),
            _ => HealthCheckResult.Healthy(isProbed ? "The policy engine can be reached." : "The policy engine was not asked yet."),
        };
    }
}
