using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>Whether the trail takes entries; while it does not, every call is denied with <c>audit_unavailable</c>.</summary>
internal sealed class AuditHealthCheck(IAuditTrail trail) : IHealthCheck
{
    /// <summary>Name of the check; tagged <c>ready</c>.</summary>
    public const string Name = "stoa-audit";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(trail is FileAuditTrail { IsAvailable: false }
            ? new HealthCheckResult(context.Registration.FailureStatus, "The audit trail cannot be written; see Stoa:Audit:Folder and its disk.")
            : HealthCheckResult.Healthy());
}
