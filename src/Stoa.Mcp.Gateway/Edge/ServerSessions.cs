using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Begins the sessions of clients with servers: with what the client said of itself, so that a server offers it what it can use.</summary>
internal sealed class ServerSessions(ILoggerFactory loggers)
{
    private const string InitializeId = "\"initialize\"";

    /// <summary>The client's session with a server.</summary>
    /// <exception cref="UpstreamException">The server cannot be used.</exception>
    public Task<ServerSession> GetAsync(EdgeSession session, McpEdgeServer server, GovernedCall call) =>
        session.WithAsync(server, async () => await TryForwardAsync(session, server, call) ?? ByClient(session, server));

    /// <summary>A session over Streamable HTTP as the client would have it itself; null where the server does not begin one.</summary>
    private static async Task<ServerSession?> TryForwardAsync(EdgeSession session, McpEdgeServer server, GovernedCall call)
    {
        if (server.Http is not { } http)
        {
            return null;
        }

        using var answer = await http.SendAsync(Post(call, Envelope("initialize", session.Initialize, InitializeId), []), session.Ending.Token);
        if (!answer.IsSuccess || await ReadVersionAsync(answer, http.Options, session.Ending.Token) is not { } version)
        {
            return null;
        }

        var id = answer.SessionId;
        var headers = Headers(id, version);
        using var told = await http.SendAsync(Post(call, Envelope("notifications/initialized", default, null), headers), session.Ending.Token);
        return new ServerSession(server)
        {
            SessionId = id,
            Version = version,
            EndAsync = () => EndAsync(http, call, id, version),
        };
    }

    private ServerSession ByClient(EdgeSession session, McpEdgeServer server)
    {
        ServerSession? begun = null;
        var options = ClientHandlers.OptionsFor(session, server.Version, () => begun!);
        begun = new ServerSession(server)
        {
            Client = new UpstreamConnection(server.Endpoint, options, loggers),
            EndAsync = static () => default,
        };
        return begun;
    }

    private static async ValueTask<string?> ReadVersionAsync(UpstreamAnswer answer, UpstreamOptions limits, CancellationToken cancellationToken)
    {
        var message = default(UpstreamMessage);
        if (answer.IsJson)
        {
            message = UpstreamMessage.Read(await AnswerBody.ReadAsync(answer, limits, cancellationToken));
        }
        else if (answer.IsEventStream)
        {
            await foreach (var item in EventReader.ReadAsync(await answer.ReadAsync(cancellationToken), limits, isTimed: true, cancellationToken))
            {
                message = UpstreamMessage.Read(item.Data);
                if (message.Kind is MessageKind.Result or MessageKind.Error)
                {
                    break;
                }
            }
        }

        return message.Kind == MessageKind.Result && message.HasId(InitializeId)
            ? JsonNode.Parse(message.Bytes[message.Result].Span)?["protocolVersion"]?.GetValue<string>()
            : null;
    }

    private static async ValueTask EndAsync(HttpUpstream http, GovernedCall call, string? id, string version)
    {
        if (id is null)
        {
            return;
        }

        try
        {
            var request = new UpstreamRequest(HttpMethod.Delete, call, default, Headers(id, version)) { Listens = true };
            using var answer = await http.SendAsync(request, CancellationToken.None);
        }
        catch (Exception error) when (error is UpstreamException or ObjectDisposedException)
        {
            // A server that cannot be told ends the session by itself.
        }
    }

    private static UpstreamRequest Post(GovernedCall call, ReadOnlyMemory<byte> body, List<KeyValuePair<string, string>> headers)
    {
        headers.Add(new("Accept", "application/json, text/event-stream"));
        return new UpstreamRequest(HttpMethod.Post, call, body, headers);
    }

    private static List<KeyValuePair<string, string>> Headers(string? id, string version)
    {
        List<KeyValuePair<string, string>> headers = [new("MCP-Protocol-Version", version)];
        if (id is not null)
        {
            headers.Add(new("Mcp-Session-Id", id));
        }

        return headers;
    }

    private static ReadOnlyMemory<byte> Envelope(string method, JsonElement parameters, string? id)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method };
        if (id is not null)
        {
            message["id"] = JsonNode.Parse(id);
        }

        if (parameters.ValueKind == JsonValueKind.Object)
        {
            message["params"] = JsonNode.Parse(parameters.GetRawText());
        }

        return System.Text.Encoding.UTF8.GetBytes(message.ToJsonString());
    }
}
