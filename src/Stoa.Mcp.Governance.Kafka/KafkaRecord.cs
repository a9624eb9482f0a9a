using Confluent.Kafka;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>One message, and what it was made of.</summary>
internal sealed record KafkaRecord
{
    public required string Topic { get; init; }

    /// <summary>What consumers deduplicate by.</summary>
    public required string Id { get; init; }

    /// <summary>The chain of the entry.</summary>
    public required string Stream { get; init; }

    /// <summary>The entry's number in it.</summary>
    public required long Sequence { get; init; }

    /// <summary>The message, made once and sent as often as it takes.</summary>
    public required Message<byte[], byte[]> Message { get; init; }
}
