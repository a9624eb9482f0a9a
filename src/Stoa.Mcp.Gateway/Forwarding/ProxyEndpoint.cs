using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>
/// The gate of a forwarding endpoint: no message reaches the upstream but through here, and none without a decision of its own. It takes the
/// call that the HTTP edge admitted, exactly once, and runs the steps that are left: record the intent, forward, release the answer.
/// </summary>
internal sealed class ProxyEndpoint(
    GovernancePipeline pipeline,
    ServerDecision here,
    ListChanges lists,
    Refusals refusals,
    ProxyUpstream upstream,
    SessionHandles handles,
    SessionOwners owners,
    Exchange exchange,
    GovernanceTelemetry telemetry,
    TimeProvider time)
{
    /// <summary>Handles a POST that passed the HTTP edge.</summary>
    public async Task PostAsync(HttpContext context)
    {
        if (context.User is not GovernedPrincipal { Admission: var admission } || !admission.TryTake())
        {
            // Nothing but a wiring fault brings this about, and the edge records that its call never ran.
            telemetry.UnadmittedMessage();
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var call = admission.Call;
        var (decision, session) = await DecideAsync(context, call);
        if (!decision.Allowed)
        {
            await refusals.RefuseAsync(context, call, decision, httpStatus: null);
            return;
        }

        if (await pipeline.BeginAsync(call) is { } unrecorded)
        {
            await refusals.AnswerAsync(context, call, unrecorded);
            return;
        }

        await ForwardAsync(context, admission, session);
    }

    /// <summary>Handles a GET or DELETE, whose steps all run in the HTTP edge.</summary>
    public async Task SessionAsync(HttpContext context)
    {
        var call = context.Features.Get<GovernedCall>()
            ?? throw new InvalidOperationException("The request did not pass app.UseStoaGovernance().");
        var handle = call.Transport.SessionId;
        if (handle is null || !handles.TryUnbind(call.Caller!, call.Tenant!, handle, out var session))
        {
            await refusals.AnswerAsync(context, call, ServerDecision.NotVisible("The session is not one of this caller's."));
            return;
        }

        var request = new UpstreamRequest(new HttpMethod(context.Request.Method), call, default, UpstreamHeaders.OfSession(context.Request, session))
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

    /// <summary>The part of the decision that needs the upstream: whose session this is, and what the upstream offers now.</summary>
    private async ValueTask<(GovernanceDecision Decision, string? Session)> DecideAsync(HttpContext context, GovernedCall call)
    {
        string? session = null;
        if (call.Transport.SessionId is { Length: > 0 } handle
            && !McpVersions.IsModern(call.Transport.ProtocolVersion)
            && !handles.TryUnbind(call.Caller!, call.Tenant!, handle, out session))
        {
            return (ServerDecision.NotVisible("The session is not one of this caller's."), null);
        }

        return (await here.DecideAsync(call, upstream.Catalog, context.RequestAborted), session);
    }

    private async Task ForwardAsync(HttpContext context, Admission admission, string? session)
    {
        var call = admission.Call;
        var message = OutgoingMessage.Of(admission.Message, call, session is not null);
        var forwarded = new ForwardedCall(call, message.Id, time.GetTimestamp(), upstream.Catalog);
        var request = new UpstreamRequest(HttpMethod.Post, call, message.Body, UpstreamHeaders.OfMessage(context.Request, session))
        {
            IsRepeatable = IsRepeatable(call),
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
        if (call.Operation == "subscriptions/listen")
        {
            await lists.RememberAsync(call, stream.Audience!, context.RequestAborted);
        }

        await exchange.RunAsync(context, upstream.Server, request, stream, answer => BindSessionAsync(context, call, answer));
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

    // A second attempt does no harm where nothing is changed, or where the tool says so.
    private static bool IsRepeatable(GovernedCall call) => call.Operation switch
    {
        "tools/call" => call.Metadata is { Access: ToolAccess.Read } or { Idempotent: true },
        "prompts/get" or "resources/read" or "completion/complete" or "server/discover" or "ping" => true,
        _ => ListShape.Of(call.Operation) is not null,
    };
}
