namespace Stoa.Mcp.Governance.Metering;

/// <summary>Settings of metering, section <c>Stoa:Metering</c>.</summary>
public sealed class MeteringOptions
{
    /// <summary>
    /// Folder of the usage files, relative to the content root; empty writes none. <value><c>stoa-usage</c></value>
    /// </summary>
    public string Folder { get; set; } = "stoa-usage";

    /// <summary>Whether every usage event is also one log line, at <c>Information</c>. <value>false</value></summary>
    public bool Log { get; set; }

    /// <summary>
    /// Prices of tool calls, the first rule that fits. <value>Empty: calls cost nothing.</value>
    /// </summary>
    public IList<PriceRuleOptions> Prices { get; } = [];
}
