namespace Stoa.Mcp.Governance.Quotas;

/// <summary>Settings of step 4, section <c>Stoa:Quotas</c>.</summary>
public sealed class QuotaOptions
{
    /// <summary>Rules that hold besides those of tenants and grants. <value>none</value></summary>
    public IList<QuotaRuleOptions> Rules { get; } = [];

    /// <summary>
    /// Most counts held in memory, all tenants together; 1 to 10,000,000. A count that is full again is dropped. While every one is in
    /// use, a call that needs one more is denied. <value>100,000</value>
    /// </summary>
    public int MaxCounters { get; set; } = 100_000;

    /// <summary>Most counts held for one tenant, so that none can use up the room of the others; 1 or more. <value>10,000</value></summary>
    public int MaxCountersPerTenant { get; set; } = 10_000;

    /// <summary>Where these settings were read, for messages.</summary>
    internal string Path { get; set; } = "Stoa:Quotas";
}
