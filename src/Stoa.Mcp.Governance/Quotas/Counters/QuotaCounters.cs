using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>Makes the counter that a rule asks for.</summary>
internal static class QuotaCounters
{
    /// <exception cref="ArgumentOutOfRangeException">The algorithm is not a defined one.</exception>
    public static QuotaCounter Create(QuotaRule rule, QuotaClock clock) => rule.Algorithm switch
    {
        QuotaAlgorithm.TokenBucket => new TokenBucketQuota(rule, clock),
        QuotaAlgorithm.SlidingWindow => new SlidingWindowQuota(rule, clock),
        QuotaAlgorithm.FixedWindow => new FixedWindowQuota(rule, clock),
        QuotaAlgorithm.Concurrency => new ConcurrencyQuota(rule, clock),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Algorithm, "Not a quota algorithm."),
    };
}
