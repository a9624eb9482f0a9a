using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.ConformanceServer.Tools;

/// <summary>Tools that tell the client how they are getting on.</summary>
[McpServerToolType]
internal sealed class NotifyingTools
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    [McpServerTool(Name = "test_tool_with_progress"), Description("Reports progress three times.")]
    public static async Task<string> Progress(IProgress<ProgressNotificationValue> progress, CancellationToken cancellationToken)
    {
        foreach (var step in (float[])[0, 50, 100])
        {
            progress.Report(new() { Progress = step, Total = 100 });
            await Task.Delay(Pause, cancellationToken);
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
            await Task.Delay(Pause, cancellationToken);
        }

        return "Log lines sent.";
    }
}
