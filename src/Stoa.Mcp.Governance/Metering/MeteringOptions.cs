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

    /// <summary>Whether usage events carry the caller's e-mail address. <value>false</value></summary>
    public bool IncludeEmail { get; set; }

    /// <summary>
    /// Most events that may wait for one sink, 1 to 1000000. Beyond it the sink loses events, counted and logged. <value>65536</value>
    /// </summary>
    public int QueueEvents { get; set; } = 65_536;
}
