namespace Stoa.Mcp.Governance.Kafka;

/// <summary>Topics, section <c>Stoa:Kafka:Topics</c>. An empty name: not sent. The names are STOA's.</summary>
public sealed class KafkaTopicOptions
{
    /// <summary>Entries of records: who called what, under which decision, with what end. <value><c>stoa.audit.events</c></value></summary>
    public string Audit { get; set; } = "stoa.audit.events";

    /// <summary>Openings of segments and signed heads, by which a trail is verified. <value><c>stoa.audit.heads</c></value></summary>
    public string Heads { get; set; } = "stoa.audit.heads";

    /// <summary>One usage event per attempt. <value><c>stoa.metering</c></value></summary>
    public string Metering { get; set; } = "stoa.metering";

    /// <summary>Usage events with status <c>error</c>, again, with what STOA's readers of errors expect. <value><c>stoa.errors</c></value></summary>
    public string Errors { get; set; } = "stoa.errors";

    /// <summary>Unusual use by an agent. <value><c>stoa.anomalies</c></value></summary>
    public string Anomalies { get; set; } = "stoa.anomalies";
}
