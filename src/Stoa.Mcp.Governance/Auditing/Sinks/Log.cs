using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>Events 6100 to 6149.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 6100, EventName = "SinkFailed", Level = LogLevel.Warning,
        Message = "Sink '{Sink}' does not take entries of the chain '{Stream}'; {Lag} wait. They are kept and delivered again every few seconds.")]
    public static partial void SinkFailed(ILogger logger, string sink, string stream, long lag, Exception exception);

    [LoggerMessage(EventId = 6101, EventName = "SinkRestored", Level = LogLevel.Information,
        Message = "Sink '{Sink}' takes entries of the chain '{Stream}' again; {Lag} wait.")]
    public static partial void SinkRestored(ILogger logger, string sink, string stream, long lag);

    [LoggerMessage(EventId = 6102, EventName = "SinkBehindAtEnd", Level = LogLevel.Warning,
        Message = "The host ended before sink '{Sink}' had {Lag} entries of the chain '{Stream}'. It gets them when the host starts again.")]
    public static partial void SinkBehindAtEnd(ILogger logger, string sink, string stream, long lag);

    [LoggerMessage(EventId = 6103, EventName = "SinkCursorUnreadable", Level = LogLevel.Warning,
        Message = "The cursor of sink '{Sink}', '{File}', cannot be read. The sink gets every entry that is kept, again.")]
    public static partial void CursorUnreadable(ILogger logger, string sink, string file, Exception exception);

    [LoggerMessage(EventId = 6104, EventName = "SinkDeadLetter", Level = LogLevel.Error,
        Message = "Sink '{Sink}' was refused entry {Sequence} of the chain '{Stream}' for good by '{Destination}': {Reason} It is kept in '{File}' beside the trail.")]
    public static partial void DeadLetter(ILogger logger, string sink, string destination, string stream, long sequence, string reason, string file);
}
