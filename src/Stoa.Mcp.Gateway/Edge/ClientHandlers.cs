using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Gateway.Upstreams;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Has the client of a session answer what a server asks of the SDK's client: sampling, elicitation, roots, where the client said that it can.</summary>
internal static class ClientHandlers
{
    /// <summary>What the SDK's client says of itself and does for a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="version">The revision that the server speaks, where it is known: then nothing has to be tried.</param>
    /// <param name="server">The session with the server, once there is one.</param>
    public static McpClientOptions OptionsFor(EdgeSession session, string? version, Func<ServerSession> server)
    {
        var capabilities = session.Initialize.TryGetProperty("capabilities", out var said) ? said : default;
        var handlers = new McpClientHandlers();
        if (Can(capabilities, "elicitation"))
        {
            handlers.ElicitationHandler = async (asked, cancellationToken) => await AskAsync<ElicitResult>(session, server(), RequestMethods.ElicitationCreate, asked, cancellationToken);
        }

        if (Can(capabilities, "sampling"))
        {
            handlers.SamplingHandler = async (asked, _, cancellationToken) => await AskAsync<CreateMessageResult>(session, server(), RequestMethods.SamplingCreateMessage, asked, cancellationToken);
        }

        if (Can(capabilities, "roots"))
        {
            handlers.RootsHandler = async (asked, cancellationToken) => await AskAsync<ListRootsResult>(session, server(), RequestMethods.RootsList, asked, cancellationToken);
        }

        return new McpClientOptions { ClientInfo = GatewayIdentity.Implementation, Handlers = handlers, ProtocolVersion = version };
    }

    private static async Task<T> AskAsync<T>(EdgeSession session, ServerSession server, string method, object? parameters, CancellationToken cancellationToken)
    {
        var (id, answer) = session.Requests.Add(server);
        if (id is null)
        {
            throw new McpException("Too many requests to the client are open.");
        }

        var message = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = JsonNode.Parse(id), ["method"] = method };
        if (parameters is not null)
        {
            message["params"] = JsonSerializer.SerializeToNode(parameters, McpJsonUtilities.DefaultOptions.GetTypeInfo(parameters.GetType()));
        }

        try
        {
            if (!await session.SendAsync(System.Text.Encoding.UTF8.GetBytes(message.ToJsonString())))
            {
                throw new McpException("The client has no stream open to be asked on.");
            }

            return Read<T>(await answer.WaitAsync(cancellationToken));
        }
        finally
        {
            session.Requests.Take(id);
        }
    }

    private static T Read<T>(JsonNode? answer)
    {
        if (answer?["result"] is not { } result)
        {
            throw new McpException(answer?["error"]?["message"]?.GetValue<string>() ?? "The client gave no result.");
        }

        return (T)result.Deserialize(McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T)))!;
    }

    private static bool Can(JsonElement capabilities, string name) => capabilities.ValueKind == JsonValueKind.Object && capabilities.TryGetProperty(name, out _);
}
