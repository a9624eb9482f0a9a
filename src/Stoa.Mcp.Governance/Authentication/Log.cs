using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>Log events 2000 to 2099. None carries a credential, nor text that a caller sent.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2000, EventName = "AuthenticationFailed", Level = LogLevel.Error,
        Message = "Authentication failed with {ExceptionType}; the call is denied.")]
    public static partial void AuthenticationFailed(ILogger logger, string exceptionType);

    [LoggerMessage(EventId = 2001, EventName = "SigningKeysChanged", Level = LogLevel.Information,
        Message = "Signing keys of issuer {Issuer} are now {KeyCount} keys.")]
    public static partial void SigningKeysChanged(ILogger logger, string issuer, int keyCount);

    [LoggerMessage(EventId = 2002, EventName = "SigningKeysUnavailable", Level = LogLevel.Warning,
        Message = "Signing keys of issuer {Issuer} could not be read; known keys stay in use for at most {MaxStale} since they were last read.")]
    public static partial void SigningKeysUnavailable(ILogger logger, Exception exception, string issuer, TimeSpan maxStale);

    [LoggerMessage(EventId = 2003, EventName = "ApiKeyStoreFailed", Level = LogLevel.Error,
        Message = "The API key store failed; the call is denied.")]
    public static partial void ApiKeyStoreFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2004, EventName = "CredentialRefused", Level = LogLevel.Information,
        Message = "Refused a call from {Peer}: {Reason} {KeptBack} more of the same source were not told.")]
    public static partial void CredentialRefused(ILogger logger, string reason, System.Net.IPAddress peer, int keptBack);

    [LoggerMessage(EventId = 2010, EventName = "ApiKeysRead", Level = LogLevel.Information, Message = "{KeyCount} API keys are in force.")]
    public static partial void ApiKeysRead(ILogger logger, int keyCount);

    [LoggerMessage(EventId = 2011, EventName = "ApiKeysRefused", Level = LogLevel.Error,
        Message = "The changed API keys are not used, and those that were in force stay: {Errors}")]
    public static partial void ApiKeysRefused(ILogger logger, string errors);

    [LoggerMessage(EventId = 2012, EventName = "ApiKeyUseNotWritten", Level = LogLevel.Warning,
        Message = "When keys were last used could not be written to {File}; it is tried again every minute, and told once.")]
    public static partial void ApiKeyUseNotWritten(ILogger logger, Exception exception, string file);
}
