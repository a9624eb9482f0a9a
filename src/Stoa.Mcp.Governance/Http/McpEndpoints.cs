using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.Governance.Http;

/// <summary>
/// Tells MCP endpoints from others by what their hosts put on them, never by path: one path has many spellings.
/// </summary>
internal static class McpEndpoints
{
    /// <summary>Whether <c>MapMcp</c> mapped it: MCP hosts declare a JSON-RPC error as its 404, or say so in its name.</summary>
    public static bool IsMcp(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IGovernedEndpointMetadata>() is not null
        || endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Any(produces => produces.Type == typeof(JsonRpcError))
        || endpoint.DisplayName?.StartsWith("MCP ", StringComparison.Ordinal) == true;
}
