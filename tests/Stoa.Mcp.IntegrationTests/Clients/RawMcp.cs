using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.AspNetCore;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Clients;

/// <summary>A way to speak MCP over HTTP: a revision, with or without sessions.</summary>
public enum Dialect
{
    /// <summary>2025-11-25 to a server without sessions.</summary>
    Stateless,

    /// <summary>2025-11-25 in a session.</summary>
    Session,

    /// <summary>2026-07-28, which has no sessions.</summary>
    Modern,
}

/// <summary>Sends messages in one dialect as bytes over a socket.</summary>
internal sealed class RawMcp
{
    private readonly GovernedServer _server;
    private readonly Dialect _dialect;
    private readonly string _key;
    private readonly string? _session;

    private RawMcp(GovernedServer server, Dialect dialect, string key, string? session)
    {
        _server = server;
        _dialect = dialect;
        _key = key;
        _session = session;
    }

    public string? Session => _session;

    public static HttpServerSessionMode HostingFor(Dialect dialect) => dialect == Dialect.Stateless
        ? HttpServerSessionMode.Stateless
        : HttpServerSessionMode.StatefulForInitializeClients;

    /// <summary>Opens a session where the dialect has them.</summary>
    public static async Task<RawMcp> ConnectAsync(GovernedServer server, Dialect dialect, string key)
    {
        var raw = new RawMcp(server, dialect, key, null);
        if (dialect != Dialect.Session)
        {
            return raw;
        }

        var answer = await raw.SendAsync("initialize", new JsonObject
        {
            ["protocolVersion"] = "2025-11-25",
            ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "raw", ["version"] = "1" },
        });
        var header = answer.Split("\r\n").Single(line => line.StartsWith("Mcp-Session-Id: ", StringComparison.OrdinalIgnoreCase));
        return raw.InSession(header["Mcp-Session-Id: ".Length..]);
    }

    /// <summary>The same speaker, naming another session, or none.</summary>
    public RawMcp InSession(string? session) => new(_server, _dialect, _key, session);

    /// <summary>A request, whose <c>Mcp-Name</c> header is <paramref name="name"/> where the revision has one.</summary>
    public Task<string> SendAsync(string method, JsonObject parameters, string? name = null)
    {
        var body = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 7, ["method"] = method, ["params"] = parameters };
        if (_dialect == Dialect.Modern)
        {
            parameters["_meta"] = new JsonObject
            {
                ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28",
                ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "raw", ["version"] = "1" },
                ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
            };
        }

        return RawHttp.SendAsync(_server.Url, "POST", Headers(method, name), body.ToJsonString());
    }

    /// <summary>GET or DELETE of the session.</summary>
    public Task<string> SendAsync(string httpMethod) => RawHttp.SendAsync(_server.Url, httpMethod, Headers(null, null));

    /// <summary>The JSON-RPC message of an answer, whether event or plain JSON.</summary>
    public static JsonElement MessageOf(string answer)
    {
        var start = answer.IndexOf('{', StringComparison.Ordinal);
        var end = answer.LastIndexOf('}');
        return JsonDocument.Parse(answer[start..(end + 1)]).RootElement;
    }

    private IEnumerable<(string Name, string Value)> Headers(string? method, string? name)
    {
        yield return ("Authorization", $"Bearer {_key}");
        yield return ("Accept", "application/json, text/event-stream");
        if (method != "initialize")
        {
            yield return ("MCP-Protocol-Version", _dialect == Dialect.Modern ? "2026-07-28" : "2025-11-25");
        }

        if (_session is not null)
        {
            yield return ("Mcp-Session-Id", _session);
        }

        if (_dialect == Dialect.Modern && method is not null)
        {
            yield return ("Mcp-Method", method);
            if (name is not null)
            {
                yield return ("Mcp-Name", name);
            }
        }
    }
}
