using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>Every usage event as one structured log line. Text that came from outside is escaped, so it stays one line and is shown as it is.</summary>
internal sealed class LogUsageSink(ILogger<LogUsageSink> logger) : IUsageSink
{
    private const int MostOfText = 256;

    public string Name => "log";

    public ValueTask WriteAsync(IReadOnlyList<UsageEvent> events, CancellationToken cancellationToken)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            foreach (var usage in events)
            {
                Write(usage);
            }
        }

        return ValueTask.CompletedTask;
    }

    private void Write(UsageEvent usage)
    {
        var (tenant, agent) = (Safe(usage.TenantId), Safe(usage.ConsumerId));
        var (operation, target) = (Safe(usage.Operation), Safe(usage.ToolName));
        var status = UsageStatuses.NameOf(usage.Status);
        Log.Usage(
            logger, usage.DecisionId, tenant, agent, operation, target, status, usage.LatencyMs, usage.TokenCount, usage.QuotaCharged);
    }

    private static string Safe(string text) =>
        JavaScriptEncoder.Default.Encode(text.Length <= MostOfText ? text : text[..MostOfText] + "…");
}
