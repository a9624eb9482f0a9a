using System.Text.Json.Nodes;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>One thing that an edge offers.</summary>
/// <param name="Exposed">Its name to clients and policies.</param>
/// <param name="Own">What its server says of it.</param>
/// <param name="Server">The one server that owns the name.</param>
/// <param name="Owner">The tenant it belongs to; null for every tenant's.</param>
/// <param name="Shown">Its definition under the exposed name.</param>
internal sealed record EdgeEntry(GovernedTarget Exposed, CatalogEntry Own, EdgeServer Server, string? Owner, ReadOnlyMemory<byte> Shown)
{
    /// <summary>What a server's entry is at the edge: names of tools and prompts get the server's prefix, addresses of resources stay.</summary>
    public static EdgeEntry Of(EdgeServer server, CatalogEntry own, string? owner)
    {
        if (server.Prefix.Length == 0 || own.Target.Kind is not (GovernedTargetKind.Tool or GovernedTargetKind.Prompt))
        {
            return new EdgeEntry(own.Target, own, server, owner, own.Shown);
        }

        var exposed = own.Target with { Name = server.Prefix + own.Target.Name };
        var shown = JsonNode.Parse(own.Shown.Span)!;
        shown["name"] = exposed.Name;
        return new EdgeEntry(exposed, own, server, owner, System.Text.Encoding.UTF8.GetBytes(shown.ToJsonString()));
    }
}
