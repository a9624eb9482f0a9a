using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>Events 7200 to 7299.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 7200, EventName = "AnomalyOpened", Level = LogLevel.Warning,
        Message = "Anomaly {Id}: agent '{Agent}' of tenant '{Tenant}' calls {Operation} '{Tool}' {ObservedPerMinute} times a minute, and usually {ExpectedPerMinute} at this time of day. Its limit until somebody acknowledges: {Limit}.")]
    public static partial void Opened(
        ILogger logger, string id, string agent, string tenant, string operation, string tool, double observedPerMinute, double expectedPerMinute, string limit);

    [LoggerMessage(EventId = 7201, EventName = "AnomalyClosed", Level = LogLevel.Information,
        Message = "Anomaly {Id} is over: agent '{Agent}' of tenant '{Tenant}' calls {Operation} '{Tool}' as usual.")]
    public static partial void Closed(ILogger logger, string id, string agent, string tenant, string operation, string tool);

    [LoggerMessage(EventId = 7202, EventName = "AnomalyAcknowledged", Level = LogLevel.Information,
        Message = "Anomaly {Id} of agent '{Agent}' of tenant '{Tenant}' was acknowledged by '{By}'.")]
    public static partial void Acknowledged(ILogger logger, string id, string agent, string tenant, string by);

    [LoggerMessage(EventId = 7203, EventName = "AnomalyMemoryUnusable", Level = LogLevel.Warning,
        Message = "What was learned of usual rates, '{File}' in '{Folder}', cannot be used; they are learned anew: {Reason}")]
    public static partial void MemoryUnusable(ILogger logger, string file, string folder, string reason);

    [LoggerMessage(EventId = 7204, EventName = "AnomalyMemoryNotKept", Level = LogLevel.Warning,
        Message = "What was learned of usual rates could not be kept in '{Folder}'. It is tried again; a restart now would learn anew what came since.")]
    public static partial void MemoryNotKept(ILogger logger, string folder, Exception exception);

    [LoggerMessage(EventId = 7205, EventName = "AnomalyNotRecorded", Level = LogLevel.Error,
        Message = "The trail does not take entries of {Count} changes of anomalies. They are kept and tried again every few seconds.")]
    public static partial void NotRecorded(ILogger logger, int count, Exception exception);
}
