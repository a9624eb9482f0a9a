using System.Collections.Frozen;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// Caching hints of results (MCP 2026-07-28, caching): what was filtered for one caller is never shared with another, and
/// not kept longer than a change of policy may take.
/// </summary>
internal static class CacheHints
{
    private static readonly FrozenSet<string> Cacheable = FrozenSet.ToFrozenSet(
    [
        RequestMethods.ToolsList, RequestMethods.PromptsList, RequestMethods.ResourcesList, RequestMethods.ResourcesTemplatesList,
        RequestMethods.ResourcesRead, RequestMethods.ServerDiscover,
    ], StringComparer.Ordinal);

    public static void MakePrivate(GovernedCall call, JsonObject result, TimeSpan maxTimeToLive)
    {
        // Where the hint belongs and is missing, a cache may take the result for everyone's.
        var isNeeded = McpVersions.IsModern(call.Transport.ProtocolVersion) && Cacheable.Contains(call.Operation);
        if (isNeeded || result.ContainsKey("cacheScope"))
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
