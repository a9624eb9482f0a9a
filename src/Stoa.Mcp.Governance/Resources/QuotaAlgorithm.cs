namespace Stoa.Mcp.Governance.Resources;

/// <summary>How a quota counts.</summary>
public enum QuotaAlgorithm
{
    /// <summary>Fills at <c>limit</c> per <c>window</c>, up to <c>burst</c> units.</summary>
    TokenBucket,

    /// <summary>At most <c>limit</c> units in any stretch of one <c>window</c>.</summary>
    SlidingWindow,

    /// <summary>At most <c>limit</c> units in each aligned <c>window</c>.</summary>
    FixedWindow,

    /// <summary>At most <c>limit</c> calls at the same time.</summary>
    Concurrency,
}
