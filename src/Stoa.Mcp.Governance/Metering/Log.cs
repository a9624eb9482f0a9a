using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>Events 7000 to 7099.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 7000, EventName = "Usage", Level = LogLevel.Information,
        Message = "Usage {DecisionId}: tenant {Tenant}, agent {Agent}, {Operation} '{Target}', {Status}, {LatencyMs} ms, {TokenCount} tokens, {QuotaCharged} charged.")]
    public static partial void Usage(
        ILogger logger,
        string decisionId,
        string tenant,
        string agent,
        string operation,
        string target,
        string status,
        double latencyMs,
        int tokenCount,
        int quotaCharged);

    [LoggerMessage(EventId = 7001, EventName = "UsageSinkFailed", Level = LogLevel.Warning,
        Message = "Usage sink '{Sink}' did not take {Count} events. They are delivered again.")]
    public static partial void SinkFailed(ILogger logger, string sink, int count, Exception exception);

    [LoggerMessage(EventId = 7002, EventName = "UsageEventsDropped", Level = LogLevel.Error,
        Message = "The queue of usage sink '{Sink}' was full: {Count} events were dropped. The audit trail has them. The bound is Stoa:Metering:QueueEvents.")]
    public static partial void Dropped(ILogger logger, string sink, long count);

    [LoggerMessage(EventId = 7003, EventName = "UsageEventsLeft", Level = LogLevel.Error,
        Message = "The host ended before usage sink '{Sink}' took {Count} events. The audit trail has them.")]
    public static partial void LeftAtEnd(ILogger logger, string sink, int count);
}
