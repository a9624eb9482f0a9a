using System.Text.Json.Nodes;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>What an edge can do: what any of its servers can. Changes of lists it tells itself.</summary>
internal static class EdgeCapabilities
{
    public static JsonObject Of(IReadOnlyList<EdgeServer> servers)
    {
        var all = servers.Select(server => server.Capabilities).OfType<ModelContextProtocol.Protocol.ServerCapabilities>().ToArray();
        // Tools are what an edge is for: whoever lists none now may list some later.
        var capabilities = new JsonObject { ["tools"] = new JsonObject { ["listChanged"] = true } };
        if (all.Any(one => one.Prompts is not null))
        {
            capabilities["prompts"] = new JsonObject { ["listChanged"] = true };
        }

        if (all.Any(one => one.Resources is not null))
        {
            capabilities["resources"] = new JsonObject { ["listChanged"] = true, ["subscribe"] = all.Any(one => one.Resources?.Subscribe == true) };
        }

        if (all.Any(one => one.Completions is not null))
        {
            capabilities["completions"] = new JsonObject();
        }

        if (all.Any(one => one.Logging is not null))
        {
            capabilities["logging"] = new JsonObject();
        }

        return capabilities;
    }
}
