using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Log messages of the resource store: events 4000 to 4099.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 4000, EventName = "ResourceFolderUnset", Level = LogLevel.Warning,
        Message = "{Key} is not set: no tenant is declared, so every call is denied.")]
    public static partial void FolderUnset(this ILogger logger, string key);

    [LoggerMessage(EventId = 4001, EventName = "ResourcesLoaded", Level = LogLevel.Information,
        Message = "Loaded {Tenants} tenants and {Grants} grants from {Files} files in {Folder}; revision {Revision}.")]
    public static partial void Loaded(this ILogger logger, int tenants, int grants, int files, string folder, string revision);

    [LoggerMessage(EventId = 4002, EventName = "ResourceRefused", Level = LogLevel.Error,
        Message = "{File}:{Line}:{Column}: {Reason}")]
    public static partial void Refused(this ILogger logger, string file, int line, int column, string reason);

    [LoggerMessage(EventId = 4003, EventName = "ResourceReloadRefused", Level = LogLevel.Error,
        Message = "The changed resource files in {Folder} have {Errors} errors and are not used; revision {Revision} stays in force.")]
    public static partial void ReloadRefused(this ILogger logger, string folder, int errors, string revision);

    [LoggerMessage(EventId = 4004, EventName = "ResourceFolderEmpty", Level = LogLevel.Warning,
        Message = "{Folder} declares no tenant, so every call is denied.")]
    public static partial void FolderEmpty(this ILogger logger, string folder);

    [LoggerMessage(EventId = 4005, EventName = "ResourceWatchUnavailable", Level = LogLevel.Warning,
        Message = "The file system gives no notice of changes in {Folder}; they are found every {PollInterval} instead.")]
    public static partial void WatchUnavailable(this ILogger logger, Exception exception, string folder, TimeSpan pollInterval);

    [LoggerMessage(EventId = 4006, EventName = "ResourceReloadFailed", Level = LogLevel.Error,
        Message = "Reading the resource files in {Folder} failed; revision {Revision} stays in force.")]
    public static partial void ReloadFailed(this ILogger logger, Exception exception, string folder, string revision);

    [LoggerMessage(EventId = 4007, EventName = "ResourceChangeCallbackFailed", Level = LogLevel.Error,
        Message = "A listener failed on the change to revision {Revision}, which is in force.")]
    public static partial void ChangeCallbackFailed(this ILogger logger, Exception exception, string revision);
}
