using System.Text.Json.Nodes;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// Caching hints of results (MCP 2026-07-28, caching): what was filtered for one caller is never shared with another, and
/// not kept longer than a change of policy may take.
/// </summary>
internal static class CacheHints
{
    public static void MakePrivate(JsonObject result, TimeSpan maxTimeToLive)
    {
        if (result.ContainsKey("cacheScope"))
        {
            result["cacheScope"] = "private";
        }

        if (result.TryGetPropertyValue("ttlMs", out var ttl)
            && (ttl is not JsonValue number || !number.TryGetValue(out double milliseconds) || milliseconds > maxTimeToLive.TotalMilliseconds))
        {
            result["ttlMs"] = (long)maxTimeToLive.TotalMilliseconds;
        }
    }
}
