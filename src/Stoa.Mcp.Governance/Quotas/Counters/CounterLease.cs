using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>The lease of a counter used as a plain <see cref="RateLimiter"/>. Disposing it keeps the charge and frees a permit.</summary>
internal sealed class CounterLease(QuotaCharge charge, TimeSpan? retryAfter) : RateLimitLease
{
    /// <inheritdoc />
    public override bool IsAcquired => retryAfter is null;

    /// <inheritdoc />
    public override IEnumerable<string> MetadataNames => IsAcquired ? [] : [MetadataName.RetryAfter.Name];

    public QuotaCharge Charge => charge;

    /// <inheritdoc />
    public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
    {
        metadata = metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
        return metadata is not null;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        charge.Permit?.Dispose();
        base.Dispose(disposing);
    }
}
