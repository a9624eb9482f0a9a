using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>Log messages of APIs as tools: events 8600 to 8699. They hold no argument, no secret and nothing of what an API said.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 8600, EventName = "RestToolUnusable", Level = LogLevel.Error, Message = "Tool {Tool} of {Source} is not offered: {Reason}.")]
    public static partial void ToolUnusable(this ILogger logger, string tool, string source, string reason);

    [LoggerMessage(EventId = 8601, EventName = "RestCallFailed", Level = LogLevel.Warning, Message = "The API of tool {Tool} gave no result. {Detail}")]
    public static partial void CallFailed(this ILogger logger, string tool, string detail);

    [LoggerMessage(EventId = 8602, EventName = "RestCredentialUnavailable", Level = LogLevel.Error, Message = "The API of tool {Tool} was not called. {Detail}")]
    public static partial void CredentialUnavailable(this ILogger logger, string tool, string detail);
}
