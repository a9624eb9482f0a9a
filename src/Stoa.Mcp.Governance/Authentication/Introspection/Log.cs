using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Authentication.Introspection;

/// <summary>Log events 2020 to 2029.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2020, EventName = "IntrospectionFailed", Level = LogLevel.Error,
        Message = "The introspection endpoint of issuer {Issuer} could not be asked; opaque tokens are denied until it can. Told once until it answers.")]
    public static partial void IntrospectionFailed(ILogger logger, Exception exception, string issuer);
}
