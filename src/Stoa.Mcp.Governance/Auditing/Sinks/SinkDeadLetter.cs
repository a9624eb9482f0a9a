namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>What a sink's destination will never take.</summary>
public sealed record SinkDeadLetter
{
    /// <summary>Where it was refused, for example a topic.</summary>
    public required string Destination { get; init; }

    /// <summary>Why, as the destination or its client says.</summary>
    public required string Reason { get; init; }

    /// <summary>To deduplicate by.</summary>
    public required string Id { get; init; }

    /// <summary>The chain: <c>audit</c> or <c>refusals</c>.</summary>
    public required string Stream { get; init; }

    /// <summary>The entry's number in its chain.</summary>
    public required long Sequence { get; init; }

    /// <summary>What was to be delivered: UTF-8 text.</summary>
    public required ReadOnlyMemory<byte> Value { get; init; }
}
