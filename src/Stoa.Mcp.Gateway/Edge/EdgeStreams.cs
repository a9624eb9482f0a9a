using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>The streams on which clients of an edge listen: what all servers send, in one.</summary>
internal sealed class EdgeStreams(
    EventRelay relay, EdgeListeners listeners, ListChanges lists, GovernancePipeline pipeline, GatewayTelemetry telemetry, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The stream of a session (HTTP GET), until the client or the session ends it.</summary>
    public async Task ListenAsync(HttpContext context, GovernedCall call, EdgeSession session)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, session.Ending.Token);
        var last = EventId.Parse(context.Request.Headers["Last-Event-ID"] is [{ } text] ? text : null);
        telemetry.Streams(1);
        try
        {
            await using var client = await EventWriter.BeginAsync(context, time, ending.Token);
            using var lease = session.Open(last is null ? StreamLease.Listening : call.DecisionId, client);
            using var changes = last is null ? listeners.Add(new EdgeListener(session.Audience, client, null)) : null;
            void OnBegun(ServerSession server) => _ = PumpAsync(client, session, server, null, call, ending.Token);

            // A client that asks for what it missed goes on with the one server that it missed it of.
            foreach (var server in session.Begun.Where(server => last is null || server.Server.Name == last.Server))
            {
                _ = PumpAsync(client, session, server, last?.Id, call, ending.Token);
            }

            session.ServerBegun += OnBegun;
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                session.ServerBegun -= OnBegun;
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client has gone.
        }
        finally
        {
            telemetry.Streams(-1);
        }
    }

    /// <summary>A subscription (MCP 2026-07-28, <c>subscriptions/listen</c>), until the client ends it.</summary>
    public async Task SubscribeAsync(EdgeCall call)
    {
        var aborted = call.Context.RequestAborted;
        var owner = new SessionOwner(call.Call);
        var audience = new Audience(owner, owner.Lists, call.View);
        telemetry.Streams(1);
        try
        {
            await lists.RememberAsync(call.Call, audience, aborted);
            await using var client = await EventWriter.BeginAsync(call.Context, time, aborted);
            await client.WriteAsync(Acknowledge(call), null, null);
            using var changes = listeners.Add(new EdgeListener(audience, client, call.Call.RequestId));
            foreach (var group in call.Call.VisibleResourceUris.GroupBy(uri => call.View.Entry(new GovernedTarget(GovernedTargetKind.Resource, uri))?.Server))
            {
                if (group.Key is McpEdgeServer { Http: { } http, IsModern: true } server)
                {
                    _ = SubscribeAsync(client, call, audience, server, http, [.. group], aborted);
                }
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        finally
        {
            telemetry.Streams(-1);
            await pipeline.CompleteAsync(call.Call, new CallCompletion(CallOutcome.Cancelled, time.GetElapsedTime(call.Call.ReceivedTimestamp)));
        }
    }

    private async Task PumpAsync(
        EventWriter client, EdgeSession session, ServerSession server, string? lastEventId, GovernedCall call, CancellationToken cancellationToken)
    {
        if (!server.IsForwarded)
        {
            return;
        }

        await RepeatAsync(async () =>
        {
            List<KeyValuePair<string, string>> headers = [new("MCP-Protocol-Version", server.Version!), new("Accept", "text/event-stream")];
            if (server.SessionId is { } id)
            {
                headers.Add(new("Mcp-Session-Id", id));
            }

            UpstreamHeaders.After(headers, lastEventId);
            var stream = Stream(session.Audience, server.Server, session.Handle) with { OnServerRequest = asked => ForwardedRoute.ForClient(session, server, asked) };
            return await RelayAsync(client, stream, server.Server.Http!, new UpstreamRequest(HttpMethod.Get, call, default, headers) { Listens = true }, cancellationToken);
        }, cancellationToken);
    }

    private Task SubscribeAsync(
        EventWriter client, EdgeCall call, Audience audience, McpEdgeServer server, HttpUpstream http, string[] uris, CancellationToken cancellationToken) => RepeatAsync(async () =>
    {
        var message = OutgoingMessage.Of(call.Message, call.Call, hasOwnSession: false, parameters =>
            parameters["notifications"] = new JsonObject { ["resourceSubscriptions"] = new JsonArray([.. uris.Select(uri => JsonValue.Create(uri))]) });
        var request = new UpstreamRequest(HttpMethod.Post, call.Call, message.Body, UpstreamHeaders.OfMessage(call.Context.Request, call.Admission.Headers, null)) { Listens = true };
        var stream = Stream(audience, server, null) with
        {
            Own = new ForwardedCall(call.Call, message.Id, time.GetTimestamp(), call.View),
            DropsAcknowledgement = true,
        };
        return await RelayAsync(client, stream, http, request, cancellationToken);
    }, cancellationToken);

    private async Task<bool> RelayAsync(EventWriter client, RelayedStream stream, HttpUpstream http, UpstreamRequest request, CancellationToken cancellationToken)
    {
        using var answer = await http.SendAsync(request, cancellationToken);
        if (answer is not { IsSuccess: true, IsEventStream: true })
        {
            return false; // not every server has something to say
        }

        await relay.PumpAsync(client, stream, answer, http.Options, cancellationToken);
        return true;
    }

    private static async Task RepeatAsync(Func<Task<bool>> listen, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    if (!await listen())
                    {
                        return;
                    }
                }
                catch (UpstreamException)
                {
                    // Noted where it happened; the server may be back in a moment.
                }

                await Task.Delay(Pause, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }
    }

    private static RelayedStream Stream(Audience audience, McpEdgeServer server, string? session) => new()
    {
        Audience = audience,
        Session = session,
        EventIdPrefix = server.Name + ":",
        TellsListsItself = true,
        RefreshAsync = server.RefreshAsync,
        OnNotification = new EdgeTarget(server, "", "").NameTasks,
    };

    private static byte[] Acknowledge(EdgeCall call)
    {
        var asked = call.Message.Parameters.TryGetProperty("notifications", out var notifications) ? JsonNode.Parse(notifications.GetRawText())!.AsObject() : [];
        if (asked.ContainsKey("resourceSubscriptions"))
        {
            asked["resourceSubscriptions"] = new JsonArray([.. call.Call.VisibleResourceUris.Select(uri => JsonValue.Create(uri))]);
        }

        asked.Remove("taskIds");
        var message = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["method"] = "notifications/subscriptions/acknowledged",
            ["params"] = new JsonObject
            {
                ["notifications"] = asked,
                ["_meta"] = new JsonObject { ["io.modelcontextprotocol/subscriptionId"] = JsonNode.Parse(call.Call.RequestId!) },
            },
        };
        return System.Text.Encoding.UTF8.GetBytes(message.ToJsonString());
    }
}
