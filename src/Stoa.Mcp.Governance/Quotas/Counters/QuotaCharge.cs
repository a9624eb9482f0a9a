using System.Threading.RateLimiting;
using Stoa.Mcp.Governance.Quotas.Rules;

namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>What one call took, or is about to take, from one counter.</summary>
internal struct QuotaCharge
{
    public AppliedRule Rule;

    public QuotaCounter Counter;

    /// <summary>Tells the counter which charge this was; its meaning is the counter's own.</summary>
    public long Ticket;

    /// <summary>What else the counter needs to know of it.</summary>
    public double Mark;

    /// <summary>The permit of a concurrency counter, freed when the call ends.</summary>
    public RateLimitLease? Permit;
}
