using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.ConformanceServer.Tools;

/// <summary>Tools that tell the client how they are getting on.</summary>
[McpServerToolType]
internal sealed class NotifyingTools
{
    [McpServerTool(Name = "test_tool_with_progress"), Description("Reports progress three times.")]
    public static async Task<string> Progress(RequestContext<CallToolRequestParams> context, CancellationToken cancellationToken)
    {
        // Awaited, so that all is sent before the result. Who gave no token asked for no progress.
        if (context.Params.ProgressToken is not { } token)
        {
            return "No progress was asked for.";
        }

        foreach (var step in (float[])[0, 50, 100])
        {
            await context.Server.NotifyProgressAsync(token, new() { Progress = step, Total = 100 }, cancellationToken: cancellationToken);
        }

        return "Progress reported.";
    }

    [McpServerTool(Name = "test_tool_with_logging"), Description("Logs three times.")]
    public static async Task<string> Log(McpServer server, CancellationToken cancellationToken)
    {
        foreach (var line in (string[])["Tool execution started", "Tool processing data", "Tool execution completed"])
        {
            await server.SendNotificationAsync(
                NotificationMethods.LoggingMessageNotification,
                new LoggingMessageNotificationParams { Level = LoggingLevel.Info, Data = JsonSerializer.SerializeToElement(line) },
                cancellationToken: cancellationToken);
        }

        return "Log lines sent.";
    }
}
