using System.Text.Json.Nodes;
using Stoa.Mcp.Gateway.Upstreams;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>What every result of 2026-07-28 has beside its own members, and what an older server says lacks.</summary>
internal static class ModernResult
{
    private const string ServerInfo = "io.modelcontextprotocol/serverInfo";

    /// <summary>Adds what is missing: without <c>resultType</c> a client cannot read it; <c>_meta</c> says who answers (SEP-2575).</summary>
    public static void Complete(JsonObject result)
    {
        if (!result.ContainsKey("resultType"))
        {
            result["resultType"] = "complete";
        }

        if (!result.ContainsKey("_meta"))
        {
            result["_meta"] = new JsonObject();
        }

        if (result["_meta"] is JsonObject meta && !meta.ContainsKey(ServerInfo))
        {
            meta[ServerInfo] = GatewayIdentity.Description();
        }
    }
}
