using System.Text;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Mcp;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Calls that go to a server as they are: over Streamable HTTP, in the revision that the client speaks.</summary>
internal sealed class ForwardedRoute(Exchange exchange, ServerSessions serverSessions, LocalExchange local, TimeProvider time)
{
    /// <summary>Runs the call; false where this server cannot be spoken to so.</summary>
    public async Task<bool> TryRunAsync(EdgeCall call, McpEdgeServer server, EdgeTarget target)
    {
        if (server.Http is not { } http || (call.Session is null && !(call.IsModern && server.IsModern)))
        {
            return false;
        }

        ServerSession? session = null;
        if (call.Session is not null)
        {
            try
            {
                session = await serverSessions.GetAsync(call.Session, server, call.Call);
            }
            catch (UpstreamException error)
            {
                await local.FailAsync(call, error);
                return true;
            }

            if (!session.IsForwarded)
            {
                return false;
            }
        }

        await RunAsync(call, http, server, session, target);
        return true;
    }

    private async Task RunAsync(EdgeCall call, HttpUpstream http, McpEdgeServer server, ServerSession? session, EdgeTarget target)
    {
        var message = OutgoingMessage.Of(call.Message, call.Call, session is not null, target.IsRenamed ? target.Rename : null);
        var headers = UpstreamHeaders.OfMessage(
            call.Context.Request, call.Admission.Headers, session?.SessionId, session?.Version, target.IsRenamed ? target.OwnName : null);
        var forwarded = new ForwardedCall(call.Call, message.Id, time.GetTimestamp(), call.View) { OnResult = target.NameTasks };
        var request = new UpstreamRequest(HttpMethod.Post, call.Call, message.Body, headers) { IsRepeatable = RepeatableCalls.Has(call.Call) };
        var stream = new RelayedStream
        {
            Own = forwarded,
            Session = call.Session?.Handle,
            Audience = call.Session?.Audience ?? NewAudience(call),
            IsTimed = true,
            EventIdPrefix = server.Name + ":",
            TellsListsItself = true,
            RefreshAsync = server.RefreshAsync,
            OnNotification = target.NameTasks,
            OnServerRequest = asked => ForClient(call.Session, session, asked),
        };
        if (call.Session is not null)
        {
            call.Session.Running[call.Call.RequestId!] = new RunningRoute(session!, null);
        }

        try
        {
            await exchange.RunAsync(call.Context, http, request, stream, answer => OnAnswerAsync(call, session, answer));
        }
        finally
        {
            call.Session?.Running.TryRemove(call.Call.RequestId!, out _);
        }
    }

    /// <summary>A server's request under an id of the session's; nothing where the client has no session to answer in.</summary>
    public static ReadOnlyMemory<byte>? ForClient(EdgeSession? client, ServerSession? server, UpstreamMessage asked) =>
        client is not null && server is not null && client.Requests.Add(server, Encoding.UTF8.GetString(asked.Bytes[asked.Id].Span)) is { } id
            ? OutgoingMessage.Splice(asked.Bytes.Span, asked.Id, id)
            : null;

    private static ValueTask OnAnswerAsync(EdgeCall call, ServerSession? session, UpstreamAnswer answer)
    {
        if (session is not null)
        {
            call.Context.Response.Headers["Mcp-Session-Id"] = call.Session!.Handle;
            // What a session of ours does not know any more is not for the client to know: the next call begins another.
            session.IsGone |= answer.Status == System.Net.HttpStatusCode.NotFound;
        }

        return session is { IsGone: true }
            ? throw new UpstreamException("The server has forgotten the session; the next call begins another.", wasSent: true)
            : default;
    }

    private static Audience NewAudience(EdgeCall call)
    {
        var owner = new SessionOwner(call.Call);
        return new Audience(owner, owner.Lists, call.View);
    }
}
