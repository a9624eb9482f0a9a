using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Log events of the edge: 8100 to 8199.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 8100, EventName = "NameRefused", Level = LogLevel.Warning, Message = "'{Name}' of server '{Server}' is not offered: another server owns the name, or one that looks like it. Give one of them a prefix.")]
    public static partial void NameRefused(ILogger logger, string server, string name);

    [LoggerMessage(EventId = 8101, EventName = "CommandRefused", Level = LogLevel.Error, Message = "ToolSet '{Server}' ({Source}) is not served: its command '{Command}' is not one of Stoa:Gateway:Commands.")]
    public static partial void CommandRefused(ILogger logger, string server, string command, string source);
}
