using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>Log events 9000 to 9019: the configuration file. Keys are told, never values.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 9000, EventName = "ApiKeysRead", Level = LogLevel.Information, Message = "The configuration file changed; its API keys are in force.")]
    public static partial void ApiKeysRead(ILogger logger);

    [LoggerMessage(EventId = 9001, EventName = "RestartNeeded", Level = LogLevel.Warning, Message = "These keys of the configuration file changed and take effect at the next start: {Keys}.")]
    public static partial void RestartNeeded(ILogger logger, string keys);

    [LoggerMessage(EventId = 9002, EventName = "ConfigurationRefused", Level = LogLevel.Error, Message = "The changed configuration file is not used, and the next start will fail: {Errors}")]
    public static partial void ConfigurationRefused(ILogger logger, string errors);
}
