using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>The endpoint of a gateway with one upstream: what passes the gate is forwarded as it is, and answered as the upstream answers.</summary>
internal sealed class ProxyEndpoint(
    CallGate gate,
    ServerDecision here,
    ListChanges lists,
    Refusals refusals,
    ProxyUpstream upstream,
    SessionHandles handles,
    SessionOwners owners,
    Exchange exchange,
    TimeProvider time)
{
    /// <summary>Handles a POST that passed the HTTP edge.</summary>
    public async Task PostAsync(HttpContext context)
    {
        string? session = null;
        var admission = await gate.TakeAsync(context, admitted =>
            TryFindSession(admitted.Call, out session)
                ? here.DecideAsync(admitted.Call, upstream.Catalog, context.RequestAborted)
                : ValueTask.FromResult(ServerDecision.NoSession()));
        if (admission is not null)
        {
            await ForwardAsync(context, admission, session);
        }
    }

    /// <summary>Handles a GET or DELETE, whose steps all run in the HTTP edge.</summary>
    public async Task SessionAsync(HttpContext context)
    {
        var call = CallGate.OfSession(context);
        var handle = call.Transport.SessionId;
        if (handle is null || !handles.TryUnbind(call.Caller!, call.Tenant!, handle, out var session))
        {
            await refusals.AnswerAsync(context, call, ServerDecision.NoSession());
            return;
        }

        var headers = UpstreamHeaders.OfSession(context.Request, session);
        UpstreamHeaders.After(headers, context.Request.Headers["Last-Event-ID"] is [{ } last] ? last : null);
        var request = new UpstreamRequest(new HttpMethod(context.Request.Method), call, default, headers)
        {
            Listens = true,
        };
        var stream = new RelayedStream
        {
            Session = handle,
            Audience = AudienceOf(handle, call),
            RefreshAsync = upstream.Discovery.RefreshAsync,
        };
        await exchange.ListenAsync(context, upstream.Server, request, stream);
    }

    // Before 2026-07-28 a message may name a session; after, whatever it names is nothing.
    private bool TryFindSession(GovernedCall call, out string? session)
    {
        session = null;
        return call.Transport.SessionId is not { Length: > 0 } handle
            || McpVersions.IsModern(call.Transport.ProtocolVersion)
            || handles.TryUnbind(call.Caller!, call.Tenant!, handle, out session);
    }

    private Task ForwardAsync(HttpContext context, Admission admission, string? session)
    {
        var call = admission.Call;
        var message = OutgoingMessage.Of(admission.Message, call, session is not null);
        var forwarded = new ForwardedCall(call, message.Id, time.GetTimestamp(), upstream.Catalog);
        var request = new UpstreamRequest(HttpMethod.Post, call, message.Body, UpstreamHeaders.OfMessage(context.Request, admission.Headers, session))
        {
            IsRepeatable = RepeatableCalls.Has(call),
            Listens = call.Operation == "subscriptions/listen",
        };
        var handle = session is null ? null : call.Transport.SessionId;
        var stream = new RelayedStream
        {
            Own = forwarded,
            Session = handle,
            Audience = handle is null ? NewAudience(call) : AudienceOf(handle, call),
            IsTimed = !request.Listens,
            RefreshAsync = upstream.Discovery.RefreshAsync,
        };
        return request.Listens
            ? ListenAsync(context, request, stream)
            : exchange.RunAsync(context, upstream.Server, request, stream, answer => BindSessionAsync(context, call, answer));
    }

    private async Task ListenAsync(HttpContext context, UpstreamRequest request, RelayedStream stream)
    {
        await lists.RememberAsync(request.Call, stream.Audience!, context.RequestAborted);
        await exchange.RunAsync(context, upstream.Server, request, stream, answer => BindSessionAsync(context, request.Call, answer));
    }

    /// <summary>Gives the caller a handle of its own for the session that an upstream began, or goes on with.</summary>
    private async ValueTask BindSessionAsync(HttpContext context, GovernedCall call, UpstreamAnswer answer)
    {
        if (answer.SessionId is not { Length: > 0 } session || McpVersions.IsModern(call.Transport.ProtocolVersion))
        {
            return;
        }

        var handle = handles.Bind(call.Caller!, call.Tenant!, session);
        context.Response.Headers["Mcp-Session-Id"] = handle;
        if (ListChanges.Begins(call) && AudienceOf(handle, call) is { } audience)
        {
            await lists.RememberAsync(call, audience, context.RequestAborted);
        }
    }

    private Audience? AudienceOf(string handle, GovernedCall call) =>
        owners.TryClaim(handle, call) && owners.Find(handle) is { } owner ? new Audience(owner, owner.Lists, upstream.Catalog) : null;

    private Audience NewAudience(GovernedCall call)
    {
        var owner = new SessionOwner(call);
        return new Audience(owner, owner.Lists, upstream.Catalog);
    }
}
