using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Mcp;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Calls that the SDK's client makes: over SSE and stdio, and where client and server speak revisions of different kinds.</summary>
internal sealed class ClientRoute(LocalExchange local, ServerSessions serverSessions, TimeProvider time)
{
    private const string ProtocolKeys = "io.modelcontextprotocol/";

    /// <summary>Runs the call and answers it.</summary>
    public async Task RunAsync(EdgeCall call, McpEdgeServer server, EdgeTarget target)
    {
        var forwarded = local.Begin(call, target);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(call.Context.RequestAborted);
        cancellation.CancelAfter(server.Endpoint.Options.TotalTimeout);
        try
        {
            var session = call.Session is null ? null : await serverSessions.GetAsync(call.Session, server, call.Call);
            await using var stream = await OpenStreamAsync(call, cancellation.Token);
            using var lease = stream is null ? null : call.Session?.Open(call.Call.RequestId!, stream);
            if (session is not null)
            {
                call.Session!.Running[call.Call.RequestId!] = new RunningRoute(session, cancellation);
            }

            await AnswerAsync(call, forwarded, session?.Client ?? server.Shared, target, stream, cancellation.Token);
        }
        catch (UpstreamException error)
        {
            await local.FailAsync(call, forwarded, error);
        }
        catch (OperationCanceledException) when (call.Context.RequestAborted.IsCancellationRequested)
        {
            await local.CancelAsync(forwarded);
        }
        finally
        {
            call.Session?.Running.TryRemove(call.Call.RequestId!, out _);
        }
    }

    // Whatever goes wrong is answered here, while the stream can still be written to.
    private async Task AnswerAsync(
        EdgeCall call, ForwardedCall forwarded, UpstreamConnection connection, EdgeTarget target, EventWriter? stream, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(call, forwarded, connection, target, stream, cancellationToken);
        }
        catch (UpstreamException error)
        {
            await local.FailAsync(call, forwarded, error);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested && !call.Context.RequestAborted.IsCancellationRequested)
        {
            await local.FailAsync(call, forwarded, new UpstreamException("The call was cancelled, or took longer than TotalTimeout.", wasSent: true, error));
        }
    }

    private async Task SendAsync(
        EdgeCall call, ForwardedCall forwarded, UpstreamConnection connection, EdgeTarget target, EventWriter? stream, CancellationToken cancellationToken)
    {
        McpClient? client = null;
        try
        {
            client = await connection.GetAsync(cancellationToken);
            var parameters = Parameters(call, target);
            await using var progress = stream is null ? null : Progress(client, parameters, stream);
            var answer = await client.SendRequestAsync(new JsonRpcRequest { Method = call.Call.Operation, Params = parameters }, cancellationToken);
            await local.AnswerAsync(call, forwarded, answer.Result ?? new JsonObject());
        }
        catch (McpProtocolException error)
        {
            await local.AnswerWithErrorAsync(call, forwarded, (int)error.ErrorCode, RemoteMessage.Of(error), null);
        }
        catch (Exception error) when (error is McpException or IOException or HttpRequestException or InvalidOperationException or TimeoutException)
        {
            if (client is not null)
            {
                await connection.ForgetAsync(client);
            }

            throw new UpstreamException($"The SDK's client failed: {error.GetType().Name}.", wasSent: client is not null, error);
        }
    }

    // A client that asked for progress, or that the server may ask something, gets a stream.
    private async ValueTask<EventWriter?> OpenStreamAsync(EdgeCall call, CancellationToken cancellationToken)
    {
        if (!call.Message.HasProgressToken && call.Session is null)
        {
            return null;
        }

        var stream = await EventWriter.BeginAsync(call.Context, time, cancellationToken);
        call.Context.Items[typeof(EventWriter)] = stream;
        return stream;
    }

    private static JsonObject Parameters(EdgeCall call, EdgeTarget target)
    {
        var parameters = call.Message.Parameters.ValueKind == System.Text.Json.JsonValueKind.Object
            ? (JsonObject)JsonNode.Parse(call.Message.Parameters.GetRawText())!
            : [];
        HandedOnMessage.Prepare(parameters, call.Call);
        if (target.IsRenamed)
        {
            target.Rename(parameters);
        }

        // What a client says of itself and its revision is between it and the edge.
        if (parameters["_meta"] is JsonObject meta)
        {
            foreach (var key in meta.Select(pair => pair.Key).Where(key => key.StartsWith(ProtocolKeys, StringComparison.Ordinal)).ToArray())
            {
                meta.Remove(key);
            }
        }

        return parameters;
    }

    // Progress carries the client's token; on a connection that callers share it needs one that is nobody else's.
    private static IAsyncDisposable? Progress(McpClient client, JsonObject parameters, EventWriter stream)
    {
        if (parameters["_meta"] is not JsonObject meta || meta["progressToken"] is not { } token)
        {
            return null;
        }

        var theirs = token.DeepClone();
        var ours = Guid.CreateVersion7().ToString("N");
        meta["progressToken"] = ours;
        return client.RegisterNotificationHandler(NotificationMethods.ProgressNotification, async (notification, _) =>
        {
            if (notification.Params is JsonObject progress && progress["progressToken"] is JsonValue said && said.TryGetValue(out string? which) && which == ours)
            {
                var told = progress.DeepClone();
                told["progressToken"] = theirs.DeepClone();
                var message = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = notification.Method, ["params"] = told };
                await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()), null, null);
            }
        });
    }
}
