namespace Stoa.Mcp.Governance.Metering;

/// <summary>What calls of some tools cost (<c>Stoa:Metering:Prices:n</c>). Prices are in microcents: millionths of a cent of the operator's currency.</summary>
public sealed class PriceRuleOptions
{
    /// <summary>Tools it is for: a name, or a pattern with <c>*</c> and <c>?</c>. <value><c>*</c></value></summary>
    public string Tool { get; set; } = "*";

    /// <summary>Tenants it is for: a name, or a pattern with <c>*</c> and <c>?</c>. <value><c>*</c></value></summary>
    public string Tenant { get; set; } = "*";

    /// <summary>Name of the tier, for records and usage events. <value>Unset.</value></summary>
    public string? Tier { get; set; }

    /// <summary>Price of a call that ran, 0 to 10^15. Later rounds of a multi-round call are free of it. <value>0</value></summary>
    public long PerCall { get; set; }

    /// <summary>Price of each quota unit of <c>[Governed(Cost = …)]</c>, 0 to 10^15. Later rounds of a multi-round call are free of it. <value>0</value></summary>
    public long PerUnit { get; set; }

    /// <summary>Price of each token, estimated as (request + response bytes) / 4, 0 to 10^15. <value>0</value></summary>
    public long PerToken { get; set; }
}
