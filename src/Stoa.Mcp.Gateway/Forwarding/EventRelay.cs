using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Mcp;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>
/// Hands an upstream's event stream on to a client, message by message: notifications only where the client may know of them, answers only
/// once they are recorded, and nothing that no decision covers.
/// </summary>
internal sealed class EventRelay(
    ResultRelease release,
    NotificationFilter notifications,
    PendingCalls pending,
    GatewayTelemetry telemetry,
    GovernanceTelemetry governance,
    TimeProvider time)
{
    private const string SubscriptionId = "io.modelcontextprotocol/subscriptionId";

    /// <summary>Hands on until either side ends. An error after the stream has begun is its last event.</summary>
    /// <exception cref="UpstreamException">The upstream failed; the stream has begun, and <paramref name="stream"/> tells of no answer.</exception>
    public async Task RelayAsync(HttpContext context, RelayedStream stream, UpstreamAnswer answer, HttpUpstream server, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = (int)answer.Status;
        telemetry.Streams(1);
        await using var client = await EventWriter.BeginAsync(context, time, cancellationToken);
        try
        {
            await PumpAsync(client, stream, answer, server.Options, cancellationToken);
        }
        catch (Exception error) when (FailureOf(error, context, server, cancellationToken) is { } failure && stream.Own is { } own && own.TryEnd())
        {
            await client.WriteAsync(await release.FailAsync(own, server.Failed(failure)), null, null);
        }
        finally
        {
            telemetry.Streams(-1);
        }
    }

    // That time is up is the upstream's failure; that the client has gone is nobody's.
    private static UpstreamException? FailureOf(Exception error, HttpContext context, HttpUpstream server, CancellationToken cancellationToken) => error switch
    {
        UpstreamException failure => failure,
        OperationCanceledException when cancellationToken.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested =>
            UpstreamException.Late(server.Options, error),
        _ => null,
    };

    /// <summary>Hands one upstream's events on into a stream that has begun, and that others may write to as well.</summary>
    /// <exception cref="UpstreamException">The upstream failed.</exception>
    public async Task PumpAsync(EventWriter client, RelayedStream stream, UpstreamAnswer answer, UpstreamOptions limits, CancellationToken cancellationToken)
    {
        var body = await answer.ReadAsync(cancellationToken);
        await foreach (var item in EventReader.ReadAsync(body, limits, stream.IsTimed, cancellationToken))
        {
            stream.IsResumable |= item.EventId is { Length: > 0 };
            var data = item.Data.Length == 0 ? item.Data : await ReadAsync(stream, item.EventType, item.Data, cancellationToken);
            if (data is { } leaving)
            {
                await client.WriteAsync(leaving, item.EventId is { Length: > 0 } id ? stream.EventIdPrefix + id : null, item.ReconnectionInterval);
            }
        }

        await EndAsync(stream);
    }

    /// <summary>The bytes that may leave of a message, or null where none may.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(RelayedStream stream, string type, byte[] data, CancellationToken cancellationToken)
    {
        var message = type == "message" ? UpstreamMessage.Read(data) : default;
        switch (message.Kind)
        {
            case MessageKind.Request:
                return stream.OnServerRequest(message);
            case MessageKind.Notification:
                return await FilterAsync(stream, message, cancellationToken);
            case MessageKind.Result or MessageKind.Error when FindCall(stream, message) is { } call:
                return await release.ReleaseAsync(call, message, cancellationToken);
            case MessageKind.Result or MessageKind.Error:
                governance.UngovernedResult();
                return null;
            default:
                throw new UpstreamException("An event is no JSON-RPC message, or one that two readers could take differently.", wasSent: true);
        }
    }

    private ForwardedCall? FindCall(RelayedStream stream, UpstreamMessage message)
    {
        if (stream.Own is { SentId: { } sent } own && message.HasId(sent))
        {
            // One call has one answer, and its record tells of that one.
            return own.HasEnded ? null : own;
        }

        return stream.Session is { } session && message.IdText is { } id ? pending.Find(session, id) : null;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> FilterAsync(RelayedStream stream, UpstreamMessage message, CancellationToken cancellationToken)
    {
        if (stream.DropsAcknowledgement && message.Method == "notifications/subscriptions/acknowledged")
        {
            return null;
        }

        var isOnSubscription = stream.Own is { HasOwnId: true, Call.Operation: "subscriptions/listen" };
        if (!isOnSubscription && !NotificationFilter.Concerns(message.Method!))
        {
            return message.Bytes;
        }

        var node = (JsonObject)JsonNode.Parse(message.Bytes.Span)!;
        if (isOnSubscription && node["params"]?["_meta"] is JsonObject meta && meta.ContainsKey(SubscriptionId))
        {
            // It is the id of the request, and the request's own id stands for it.
            meta[SubscriptionId] = JsonNode.Parse(stream.Own!.Call.RequestId!);
        }

        if (node["params"] is JsonObject named)
        {
            stream.OnNotification?.Invoke(named);
        }

        if (ListChanges.IsAbout(message.Method!))
        {
            await stream.RefreshAsync(cancellationToken);
            if (stream.TellsListsItself)
            {
                return null;
            }
        }

        if (!await notifications.MayLeaveAsync(message.Method!, node["params"], stream.Audience, cancellationToken))
        {
            return null;
        }

        var output = new ArrayBufferWriter<byte>(message.Bytes.Length + 64);
        await using var writer = new Utf8JsonWriter(output);
        node.WriteTo(writer);
        writer.Flush();
        return output.WrittenMemory;
    }

    // The stream ended. An answer that has not come may come on another stream, where the upstream's events can be asked for again.
    private async ValueTask EndAsync(RelayedStream stream)
    {
        if (stream.Own is not { SentId: not null } own)
        {
            return;
        }

        if (stream is { IsResumable: true, Session: { } session })
        {
            await pending.AddAsync(session, own);
        }
        else if (!own.HasEnded)
        {
            throw new UpstreamException("The stream ended without an answer.", wasSent: true);
        }
    }
}
