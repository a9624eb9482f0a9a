namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>Whether one more counter may be held.</summary>
internal enum CounterRoom
{
    /// <summary>It is counted as held.</summary>
    Entered,

    /// <summary>The tenant holds its most.</summary>
    TenantFull,

    /// <summary>All tenants together hold the most.</summary>
    Full,
}
