using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Authentication.Revocation;

/// <summary>Log events 2030 to 2039.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2030, EventName = "RevocationsLoaded", Level = LogLevel.Information,
        Message = "{Count} credentials and subjects are revoked by {File}.")]
    public static partial void Loaded(ILogger logger, int count, string file);

    [LoggerMessage(EventId = 2031, EventName = "RevocationReloadRefused", Level = LogLevel.Error,
        Message = "The changed revocation file {File} is not used: {Wrong}. The last good state stays in force, with {Count} entries.")]
    public static partial void ReloadRefused(ILogger logger, string file, string wrong, int count);

    [LoggerMessage(EventId = 2032, EventName = "RevocationCallbackFailed", Level = LogLevel.Error,
        Message = "A listener failed on a change of the revocations, which is in force.")]
    public static partial void ChangeCallbackFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2033, EventName = "OpenRequestsEnded", Level = LogLevel.Information,
        Message = "{Count} open requests ended with the credentials they were opened by.")]
    public static partial void RequestsEnded(ILogger logger, int count);

    [LoggerMessage(EventId = 2034, EventName = "CredentialLookFailed", Level = LogLevel.Error,
        Message = "Whether a credential still holds could not be told ({ExceptionType}); the requests that were opened by it end.")]
    public static partial void LookFailed(ILogger logger, string exceptionType);
}
