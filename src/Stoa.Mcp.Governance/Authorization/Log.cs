using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Log messages of the policy store: events 3000 to 3099.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3000, EventName = "PolicyLoaded", Level = LogLevel.Information,
        Message = "The policy of {Origin} is loaded; revision {Revision}.")]
    public static partial void Loaded(this ILogger logger, string origin, string revision);

    [LoggerMessage(EventId = 3001, EventName = "PolicyRefused", Level = LogLevel.Error,
        Message = "{File}:{Row}:{Column}: {Reason}")]
    public static partial void Refused(this ILogger logger, string file, int row, int column, string reason);

    [LoggerMessage(EventId = 3002, EventName = "PolicyReloadRefused", Level = LogLevel.Error,
        Message = "The changed policy of {Origin} has {Errors} errors and is not used; revision {Revision} stays.")]
    public static partial void ReloadRefused(this ILogger logger, string origin, int errors, string revision);

    [LoggerMessage(EventId = 3003, EventName = "PolicyReloadFailed", Level = LogLevel.Error,
        Message = "Reading the policy of {Origin} failed; revision {Revision} stays.")]
    public static partial void ReloadFailed(this ILogger logger, Exception exception, string origin, string revision);
}
