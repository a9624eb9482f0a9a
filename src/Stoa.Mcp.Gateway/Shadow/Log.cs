using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Gateway.Shadow;

/// <summary>Log events of the shadow: 8200 to 8299.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 8200, EventName = "ShadowInPath", Level = LogLevel.Warning, Message = "Shadow mode: everything is forwarded to {Upstream} as it comes, credentials included, and NOTHING IS BLOCKED. What would have been denied is in the trail: stoa shadow report.")]
    public static partial void InPath(ILogger logger, string upstream);

    [LoggerMessage(EventId = 8201, EventName = "ShadowMirrored", Level = LogLevel.Warning, Message = "Shadow mode: copies of requests are decided and recorded at {Path}. Nothing is forwarded, and NOTHING IS BLOCKED.")]
    public static partial void Mirrored(ILogger logger, string path);

    [LoggerMessage(EventId = 8202, EventName = "ShadowFailed", Level = LogLevel.Error, Message = "An exchange could not be decided or recorded. Its client and its upstream noticed nothing. {KeptBack} more like it were not told.")]
    public static partial void Failed(ILogger logger, int keptBack, Exception error);
}
