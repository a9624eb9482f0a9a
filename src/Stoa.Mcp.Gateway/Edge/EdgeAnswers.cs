using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>What an edge says of itself: all its servers taken together.</summary>
internal sealed class EdgeAnswers(IOptions<HttpEdgeOptions> edge)
{
    private const int PageSize = 500;

    /// <summary>The result of <c>initialize</c>: the revision asked for, where it is one with sessions, else the newest of those.</summary>
    public JsonObject Initialize(EdgeCall call)
    {
        var asked = call.Message.RequestedVersion!;
        var version = McpVersions.IsSupported(asked, edge.Value.ProtocolFloor) && !McpVersions.IsModern(asked) ? asked : McpVersions.November2025;
        return Describe(call, new JsonObject { ["protocolVersion"] = version, ["serverInfo"] = GatewayIdentity.Description() });
    }

    /// <summary>The result of <c>server/discover</c> (MCP 2026-07-28). Who answers is told in <c>_meta</c>, as in every result.</summary>
    public JsonObject Discover(EdgeCall call) => Describe(call, new JsonObject
    {
        ["supportedVersions"] = new JsonArray([.. McpVersions.SupportedFrom(edge.Value.ProtocolFloor).Select(version => JsonValue.Create(version))]),
        ["ttlMs"] = 0,
        ["cacheScope"] = "private",
    });

    /// <summary>The result of a list, before it is filtered for the caller. A cursor is where the next page begins.</summary>
    public static JsonObject List(EdgeCall call, ListShape list)
    {
        var all = call.View.Listed.Where(entry => entry.Exposed.Kind == list.Kind).ToArray();
        var from = CursorOf(call);
        var page = all.Skip(from).Take(PageSize).Select(entry => JsonNode.Parse(entry.Shown.Span)).ToArray();
        var result = new JsonObject { [list.Items] = new JsonArray(page) };
        if (from + page.Length < all.Length)
        {
            result["nextCursor"] = (from + page.Length).ToString(CultureInfo.InvariantCulture);
        }

        if (call.IsModern)
        {
            result["ttlMs"] = 0;
            result["cacheScope"] = "private";
        }

        return result;
    }

    // An edge of a cursor that is none lists from the beginning: it names nothing that could be guessed.
    private static int CursorOf(EdgeCall call) =>
        call.Message.Parameters is { ValueKind: System.Text.Json.JsonValueKind.Object } parameters
        && parameters.TryGetProperty("cursor", out var cursor)
        && cursor.ValueKind == System.Text.Json.JsonValueKind.String
        && int.TryParse(cursor.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            ? from
            : 0;

    private static JsonObject Describe(EdgeCall call, JsonObject result)
    {
        var servers = call.View.Servers.Where(server => server.IsUp).ToArray();
        result["capabilities"] = EdgeCapabilities.Of(servers);
        var instructions = string.Join("\n\n", servers.Select(server => server.Instructions).Where(text => !string.IsNullOrWhiteSpace(text)));
        if (instructions.Length > 0)
        {
            result["instructions"] = instructions;
        }

        return result;
    }
}
