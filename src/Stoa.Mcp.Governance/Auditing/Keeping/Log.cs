using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Auditing.Keeping;

/// <summary>Events 6150 to 6169.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 6150, EventName = "AuditSegmentCompressed", Level = LogLevel.Information,
        Message = "Audit segment {Segment} was compressed.")]
    public static partial void SegmentCompressed(ILogger logger, string segment);

    [LoggerMessage(EventId = 6151, EventName = "AuditSegmentRemoved", Level = LogLevel.Information,
        Message = "Audit segment {Segment} was removed: it is older than Stoa:Audit:RetainFor or beyond Stoa:Audit:RetainBytes, and every sink has it.")]
    public static partial void SegmentRemoved(ILogger logger, string segment);

    [LoggerMessage(EventId = 6152, EventName = "AuditKeepingFailed", Level = LogLevel.Warning,
        Message = "Old audit segments in '{Folder}' could not be compressed or removed. It is tried again in a minute.")]
    public static partial void KeepingFailed(ILogger logger, string folder, Exception exception);
}
