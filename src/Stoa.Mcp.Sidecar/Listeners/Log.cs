using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>Log events 9020 to 9039: listening, and the end.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 9020, EventName = "Listening", Level = LogLevel.Information, Message = "Mode {Mode} listens on {Addresses}; health and metrics are on {Management}.")]
    public static partial void Listening(ILogger logger, string mode, string addresses, string management);

    [LoggerMessage(EventId = 9021, EventName = "ManagementIsPublic", Level = LogLevel.Warning, Message = "Health and metrics on {Management} can be reached from other machines, and nobody is asked who they are. Let only probes and collectors reach it.")]
    public static partial void ManagementIsPublic(ILogger logger, string management);

    [LoggerMessage(EventId = 9022, EventName = "CertificateRead", Level = LogLevel.Information, Message = "The certificate is {Subject}, valid until {NotAfter:O}.")]
    public static partial void CertificateRead(ILogger logger, string subject, DateTime notAfter);

    [LoggerMessage(EventId = 9023, EventName = "CertificateUnreadable", Level = LogLevel.Error, Message = "The certificate cannot be read; the last one stays in use.")]
    public static partial void CertificateUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 9024, EventName = "Draining", Level = LogLevel.Information, Message = "Ending: not ready from now on, listening for {DrainDelay} more; requests under way then have {ShutdownTimeout}.")]
    public static partial void Draining(ILogger logger, TimeSpan drainDelay, TimeSpan shutdownTimeout);

    [LoggerMessage(EventId = 9025, EventName = "Aborted", Level = LogLevel.Warning, Message = "Requests did not finish within {ShutdownTimeout} and were cut off.")]
    public static partial void Aborted(ILogger logger, TimeSpan shutdownTimeout);
}
