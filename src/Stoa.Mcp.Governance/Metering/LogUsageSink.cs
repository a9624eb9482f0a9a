using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Trail;
using Stoa.Trail.Usage;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>Every usage event as one structured log line. Text that came from outside is escaped, so it stays one line and is shown as it is.</summary>
internal sealed class LogUsageSink(ILogger<LogUsageSink> logger) : ITrailSink
{
    private const int MostOfText = 256;

    public string Name => "usage-log";

    public ValueTask WriteAsync(string stream, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            foreach (var usage in entries.Select(entry => entry.Usage).OfType<UsageEvent>())
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
