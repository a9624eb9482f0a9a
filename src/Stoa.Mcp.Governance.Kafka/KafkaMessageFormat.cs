namespace Stoa.Mcp.Governance.Kafka;

/// <summary>What messages carry besides their value.</summary>
public enum KafkaMessageFormat
{
    /// <summary>The <c>stoa-</c> headers.</summary>
    Json,

    /// <summary>Besides those, the attributes of CloudEvents 1.0 as headers: Kafka protocol binding, binary content mode. The value is the same.</summary>
    CloudEvents,
}
