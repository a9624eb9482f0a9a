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

    /// <summary>Whether the result of a call has to carry hints. Where they belong and are missing, a cache may take it for everyone's.</summary>
    public static bool AreNeeded(GovernedCall call) => McpVersions.IsModern(call.Transport.ProtocolVersion) && Cacheable.Contains(call.Operation);

    public static void MakePrivate(GovernedCall call, JsonObject result, TimeSpan maxTimeToLive)
    {
        if (AreNeeded(call) || result.ContainsKey("cacheScope"))
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
