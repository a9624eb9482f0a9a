using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>Events 7000 to 7099.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 7000, EventName = "Usage", Level = LogLevel.Information,
        Message = "Usage {DecisionId}: tenant {Tenant}, agent {Agent}, {Operation} '{Target}', {Status}, {LatencyMs} ms, {TokenCount} tokens, {QuotaCharged} charged.")]
    public static partial void Usage(
        ILogger logger,
        string decisionId,
        string tenant,
        string agent,
        string operation,
        string target,
        string status,
        double latencyMs,
        int tokenCount,
        int quotaCharged);
}
