using Confluent.Kafka;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>Settings of the sink, section <c>Stoa:Kafka</c>.</summary>
public sealed class KafkaSinkOptions
{
    /// <summary>
    /// Settings of the client, as Confluent.Kafka and librdkafka define them; in configuration by librdkafka's names, for example
    /// <c>Stoa:Kafka:Producer:bootstrap.servers</c>, which is required. What would weaken delivery stops the start. Never logged.
    /// </summary>
    public ProducerConfig Producer { get; } = new();

    /// <summary>Where messages go.</summary>
    public KafkaTopicOptions Topics { get; } = new();

    /// <summary>What messages carry besides their value. <value><see cref="KafkaMessageFormat.Json"/></value></summary>
    public KafkaMessageFormat Format { get; set; } = KafkaMessageFormat.Json;

    /// <summary>
    /// How long the brokers may acknowledge nothing before the sink counts as failing, 1 second to 10 minutes. Messages are kept and sent all the same.
    /// <value>30 seconds</value>
    /// </summary>
    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
