using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>Log messages of declared mappings: events 3070 to 3079.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3070, EventName = "MappingRefused", Level = LogLevel.Error,
        Message = "Tool {Tool} declares an authorization mapping that cannot be used, and every call of it is denied: {Reason}.")]
    public static partial void MappingRefused(this ILogger logger, string tool, string reason);
}
