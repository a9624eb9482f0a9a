using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Mcp;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>What a client tells an edge, and answers it: handed on to the servers that it concerns.</summary>
internal sealed class EdgeNotices(LocalExchange local, ListChanges lists, PendingCalls pending)
{
    /// <summary>Hands the client's answer on to the one server that asked.</summary>
    public async Task AnswerAsync(EdgeCall call)
    {
        if (call is { Session: { } session, Message.IdText: { } id } && session.Requests.Take(id) is { } asked)
        {
            if (asked.Answer is { } waiting)
            {
                waiting.TrySetResult(JsonNode.Parse(call.Message.Body.Span));
            }
            else
            {
                await PostAsync(call, asked.Server, OutgoingMessage.Splice(call.Message.Body.Span, call.Message.IdRange, asked.OwnId!));
            }
        }

        await local.AcceptAsync(call);
    }

    /// <summary>Hands a notification on: a cancellation to the server that runs the call, others to every server the session has begun with.</summary>
    public async Task NotifyAsync(EdgeCall call)
    {
        if (call.Session is { } session)
        {
            switch (call.Call.Operation)
            {
                case NotificationMethods.InitializedNotification:
                    break; // each server was told when its session began
                case NotificationMethods.CancelledNotification:
                    await CancelAsync(call, session);
                    break;
                default:
                    foreach (var server in session.Begun)
                    {
                        await PostAsync(call, server, call.Message.Body);
                    }

                    break;
            }
        }

        await local.AcceptAsync(call);
    }

    /// <summary>Sets the level of log messages with every server the session has begun with.</summary>
    public async Task SetLevelAsync(EdgeCall call)
    {
        foreach (var server in call.Session?.Begun ?? [])
        {
            await PostAsync(call, server, call.Message.Body);
        }

        await local.AnswerAsync(call, new JsonObject());
    }

    /// <summary>Keeps what a client sees at the beginning of a session or subscription, so that it is told of what changes after.</summary>
    public ValueTask RememberListsAsync(EdgeCall call, Audience audience) => lists.RememberAsync(call.Call, audience, call.Context.RequestAborted);

    /// <summary>Ends what a session has pending.</summary>
    public ValueTask EndAsync(EdgeSession session) => pending.EndAsync(session.Handle);

    private static async ValueTask CancelAsync(EdgeCall call, EdgeSession session)
    {
        if (call.Message.Parameters is { ValueKind: JsonValueKind.Object } parameters
            && parameters.TryGetProperty("requestId", out var id)
            && session.Running.TryGetValue(id.GetRawText(), out var running))
        {
            if (running.Cancellation is { } cancellation)
            {
                await cancellation.CancelAsync();
            }
            else
            {
                await PostAsync(call, running.Server, call.Message.Body);
            }
        }
    }

    // Whether a server takes what it is told is between it and the gateway: the client has told the edge.
    private static async ValueTask PostAsync(EdgeCall call, ServerSession session, ReadOnlyMemory<byte> body)
    {
        try
        {
            if (session is { IsForwarded: true, Server.Http: { } http })
            {
                var headers = UpstreamHeaders.OfMessage(call.Context.Request, call.Admission.Headers, session.SessionId, session.Version);
                using var answer = await http.SendAsync(new UpstreamRequest(HttpMethod.Post, call.Call, body, headers), call.Context.RequestAborted);
            }
            else if (session.Client is { } connection)
            {
                var client = await connection.GetAsync(call.Context.RequestAborted);
                var message = (JsonRpcMessage)JsonSerializer.Deserialize(body.Span, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage)))!;
                if (message is JsonRpcRequest request)
                {
                    await client.SendRequestAsync(request, call.Context.RequestAborted);
                }
                else
                {
                    await client.SendMessageAsync(message, call.Context.RequestAborted);
                }
            }
        }
        catch (Exception error) when (error is UpstreamException or McpException or IOException or HttpRequestException)
        {
            // Noted where it happened.
        }
    }
}
