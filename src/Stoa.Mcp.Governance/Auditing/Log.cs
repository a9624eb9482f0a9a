using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>Events 6000 to 6099.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 6000, EventName = "AuditSegmentBegun", Level = LogLevel.Information,
        Message = "Audit segment {Segment} was begun.")]
    public static partial void SegmentBegun(ILogger logger, string segment);

    [LoggerMessage(EventId = 6001, EventName = "AuditUnavailable", Level = LogLevel.Critical,
        Message = "The chain '{Chain}' cannot be written in '{Folder}' and is tried again every few seconds. Until it can, calls are denied if it is 'audit', and refusals are only counted if it is 'refusals'.")]
    public static partial void Unavailable(ILogger logger, string chain, string folder, Exception exception);

    [LoggerMessage(EventId = 6002, EventName = "AuditRestored", Level = LogLevel.Warning,
        Message = "The chain '{Chain}' in '{Folder}' is written again, in a new segment.")]
    public static partial void Restored(ILogger logger, string chain, string folder);

    [LoggerMessage(EventId = 6003, EventName = "AuditTornTail", Level = LogLevel.Warning,
        Message = "Segment {Segment} ended in {Bytes} bytes that were never confirmed. They were moved to the file of the same name with '.torn'.")]
    public static partial void TornTail(ILogger logger, string segment, long bytes);

    [LoggerMessage(EventId = 6004, EventName = "AuditEntriesLost", Level = LogLevel.Critical,
        Message = "The chain '{Chain}' ended with {Count} entries that the disk did not take.")]
    public static partial void LostAtEnd(ILogger logger, string chain, int count);

    [LoggerMessage(EventId = 6005, EventName = "AuditDigestKeyMade", Level = LogLevel.Information,
        Message = "A random key for argument digests was made: '{File}' in '{Folder}'.")]
    public static partial void DigestKeyMade(ILogger logger, string file, string folder);

    [LoggerMessage(EventId = 6006, EventName = "AuditDigestKeyUnusable", Level = LogLevel.Error,
        Message = "The key for argument digests, '{File}' in '{Folder}', can neither be read nor made. Set Stoa:Audit:DigestKey, or repair the file.")]
    public static partial void DigestKeyUnusable(ILogger logger, string file, string folder, Exception exception);

    [LoggerMessage(EventId = 6007, EventName = "AuditRefusalFailed", Level = LogLevel.Error,
        Message = "A refusal could not be recorded.")]
    public static partial void RefusalFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 6008, EventName = "AuditHead", Level = LogLevel.Information,
        Message = "Signed head of the audit trail; keep it elsewhere, and 'stoa audit verify --heads' finds what was cut or replaced: {Head}")]
    public static partial void Head(ILogger logger, string head);

    [LoggerMessage(EventId = 6009, EventName = "AuditHeadKeyMade", Level = LogLevel.Warning,
        Message = "A key for signed heads was made: '{File}' in '{Folder}', id {KeyId}. Who can write there can sign a forged trail: set Stoa:Audit:HeadKeyFile to a key kept elsewhere.")]
    public static partial void HeadKeyMade(ILogger logger, string file, string folder, string keyId);

    [LoggerMessage(EventId = 6010, EventName = "AuditClosedAsUnknown", Level = LogLevel.Warning,
        Message = "{Count} records whose outcome was never recorded were closed with the outcome 'unknown'.")]
    public static partial void ClosedAsUnknown(ILogger logger, int count);
}
