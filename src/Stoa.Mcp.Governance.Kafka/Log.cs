using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>Events 6200 to 6249.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 6200, EventName = "KafkaClient", Message = "{Facility}: {Message}")]
    public static partial void Client(ILogger logger, LogLevel level, string facility, string message);

    [LoggerMessage(EventId = 6201, EventName = "KafkaClientError", Level = LogLevel.Warning,
        Message = "The Kafka client reports {Code}: {Reason} Each kind is told once a minute.")]
    public static partial void ClientError(ILogger logger, string code, string reason);

    [LoggerMessage(EventId = 6202, EventName = "KafkaProducerReplaced", Level = LogLevel.Warning,
        Message = "The Kafka producer for the chain '{Stream}' stopped rather than break the order of messages; a new one takes over.")]
    public static partial void ProducerReplaced(ILogger logger, string stream);

    [LoggerMessage(EventId = 6203, EventName = "KafkaMessagesRefused", Level = LogLevel.Warning,
        Message = "A broker refused a batch of the chain '{Stream}' with {Count} messages: {Reason} They are sent one by one to find which it will not take.")]
    public static partial void MessagesRefused(ILogger logger, string stream, int count, string reason);
}
