using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Quotas;

/// <summary>Step 4: how much is left.</summary>
public interface IQuotaLimiter
{
    /// <summary>
    /// Takes from every rule that matches, or from none and denies with <see cref="GovernanceCode.QuotaExceeded"/>. An exception denies as well.
    /// </summary>
    ValueTask<StepOutcome<IQuotaLease>> AcquireAsync(QuotaRequest request, CancellationToken cancellationToken);
}
