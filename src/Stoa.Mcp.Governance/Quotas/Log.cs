using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Quotas;

/// <summary>Events 5000 to 5099.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 5000, EventName = "QuotaCountersExhausted", Level = LogLevel.Warning,
        Message = "Quota rule '{Rule}' denies calls of tenant '{Tenant}' that it has no count for: {Problem}")]
    public static partial void CountersExhausted(ILogger logger, string rule, string tenant, string problem);

    [LoggerMessage(EventId = 5001, EventName = "QuotaRulesCompiled", Level = LogLevel.Debug,
        Message = "Compiled {Count} quota rules of tenant '{Tenant}' at resource revision {Revision}")]
    public static partial void RulesCompiled(ILogger logger, int count, string tenant, string revision);

    [LoggerMessage(EventId = 5002, EventName = "QuotaCountersEvicted", Level = LogLevel.Debug,
        Message = "Dropped {Evicted} idle quota counts; {Left} are left")]
    public static partial void CountersEvicted(ILogger logger, int evicted, int left);
}
