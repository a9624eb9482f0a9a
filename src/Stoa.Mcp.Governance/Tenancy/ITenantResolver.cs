using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tenancy;

/// <summary>Step 2: for whom.</summary>
public interface ITenantResolver
{
    /// <summary>
    /// Names the tenant the caller acts for, or denies: no tenant, an undeclared one or a disabled one is
    /// <see cref="GovernanceCode.Denied"/>. An exception denies as well.
    /// </summary>
    ValueTask<StepOutcome<string>> ResolveAsync(Caller caller, CancellationToken cancellationToken);
}
