using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>
/// The HTTP edge: reads a request once, strictly, has it decided, and hands on the very bytes that were decided, together with
/// the admission that the gate will ask for.
/// </summary>
internal sealed class GovernanceMiddleware(
    RequestDelegate next,
    AddressRules addresses,
    MessageEdge edge,
    HttpCalls calls,
    GovernancePipeline pipeline,
    Refusals refusals,
    ResourceMetadataDocument metadata,
    ITargetCatalog catalog,
    UnsupportedMediaTypes unsupported,
    CredentialReader presented,
    SessionOwners owners,
    CredentialWatch watch)
{
    // A host answers 202 to what owes no answer before it has run; the gate takes it right after.
    private static readonly TimeSpan HandOverTime = TimeSpan.FromSeconds(5);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is { } endpoint && (McpEndpoints.IsMcp(endpoint) || unsupported.IsForMcp(endpoint, context.Request)))
        {
            return GovernAsync(context);
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<IObservedEndpointMetadata>() is not null)
        {
            return next(context);
        }

        return metadata.Answers(context.Request) ? WriteMetadataAsync(context) : next(context);
    }

    private Task GovernAsync(HttpContext context)
    {
        var headers = HeaderNames.TraitsOf(context.Request.Headers);
        if (FramingRules.Check(context.Request, headers) is { } torn)
        {
            // What is behind the request is nobody's.
            context.Response.Headers.Connection = "close";
            return refusals.RefuseAsync(context, calls.ForRefusal(context, null, 0), torn.ToDecision(), torn.HttpStatus);
        }

        if (addresses.Check(context.Request) is { } refusal)
        {
            return refusals.RefuseAsync(context, calls.ForRefusal(context, null, 0), refusal.ToDecision(), refusal.HttpStatus);
        }

        return HttpMethods.IsPost(context.Request.Method) ? GovernMessageAsync(context, headers) : GovernSessionAsync(context, headers);
    }

    private async Task GovernMessageAsync(HttpContext context, HeaderTraits headers)
    {
        var read = await edge.ReadAsync(context, headers);
        if (read.Refusal is { } refusal)
        {
            await refusals.RefuseAsync(context, calls.ForRefusal(context, read.RequestId, read.Body.Length), refusal.ToDecision(), refusal.HttpStatus);
            return;
        }

        var call = calls.ForMessage(context, read.Message!, read.Version, read.Body.Length);
        using var activity = GovernanceTelemetry.Start(call, read.Message!.TraceParent);
        if (await AdmitAsync(context, call, read, headers) is not { } admission)
        {
            return;
        }

        using var watched = watch.Hold(context, call);
        try
        {
            await next(context);
            if (context.Response.StatusCode == StatusCodes.Status202Accepted && !admission.Taken.IsCompleted)
            {
                await admission.Taken.WaitAsync(HandOverTime).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            if (admission.TryTake())
            {
                await pipeline.CompleteAsync(call, new CallCompletion(CallOutcome.RejectedByHost, default) { HttpStatus = context.Response.StatusCode });
            }
        }
    }

    /// <summary>Steps 1 to 4, and what the gate will find of them in the request; null where the call is refused, and answered.</summary>
    private async ValueTask<Admission?> AdmitAsync(HttpContext context, GovernedCall call, EdgeReading read, HeaderTraits headers)
    {
        var decision = await pipeline.AdmitAsync(call, presented.Read(context), context.RequestAborted);
        if (!decision.Allowed)
        {
            await refusals.RefuseAsync(context, call, decision, httpStatus: null);
            return null;
        }

        if (edge.CheckParameterHeaders(context, call, read) is { } mismatch)
        {
            await refusals.RefuseAsync(context, call, MessageEdge.Decide(mismatch), StatusCodes.Status400BadRequest);
            return null;
        }

        var (message, body) = call.PassesAsUnknown ? edge.Mask(context.Request, call, read.Body) : (read.Message!, read.Body);
        var admission = new Admission(call, message) { Headers = headers };
        context.User = new GovernedPrincipal(call.Caller!.Principal, admission);
        context.Request.Body = new MemoryStream(body, writable: false);
        HideForeignSession(context, call);
        if (call.Metadata.Known || !catalog.IsComplete(call))
        {
            // Else the gate may give the charge back, and the answer to a name that does not exist tells of no quota.
            RateLimitHeaders.Write(context.Response, call.Lease?.State);
        }

        return admission;
    }

    /// <summary>GET opens the stream of a session, DELETE ends it. No message passes the gate, so all nine steps happen here.</summary>
    private async Task GovernSessionAsync(HttpContext context, HeaderTraits headers)
    {
        var ends = HttpMethods.IsDelete(context.Request.Method);
        var call = calls.ForSession(context, ends ? "session/end" : "session/stream");
        if (edge.CheckWithoutMessage(context, headers) is { } refusal)
        {
            await refusals.RefuseAsync(context, call, refusal.ToDecision(), refusal.HttpStatus);
            return;
        }

        using var activity = GovernanceTelemetry.Start(call, null);
        var decision = await pipeline.AdmitAsync(call, presented.Read(context), context.RequestAborted);
        decision = decision.Allowed ? await pipeline.BeginAsync(call) ?? decision : decision;
        if (!decision.Allowed)
        {
            await refusals.RefuseAsync(context, call, decision, httpStatus: null);
            return;
        }

        context.User = call.Caller!.Principal;
        context.Features.Set(call);
        HideForeignSession(context, call);
        var outcome = CallOutcome.Cancelled;
        using var watched = watch.Hold(context, call);
        try
        {
            await next(context);
            outcome = context.Response.StatusCode < 400 ? CallOutcome.Accepted : CallOutcome.RejectedByHost;
        }
        finally
        {
            if (ends && outcome == CallOutcome.Accepted && call.Transport.SessionId is { } session)
            {
                owners.Forget(session);
            }

            await pipeline.CompleteAsync(call, new CallCompletion(outcome, default) { HttpStatus = context.Response.StatusCode });
        }
    }

    private async Task WriteMetadataAsync(HttpContext context)
    {
        if (addresses.Check(context.Request) is { } refusal)
        {
            context.Response.StatusCode = refusal.HttpStatus;
            return;
        }

        await metadata.WriteAsync(context);
    }

    // Whoever names another's session gets the host's own answer to a session that never was.
    private void HideForeignSession(HttpContext context, GovernedCall call)
    {
        if (call.Transport.SessionId is { Length: > 0 } session && owners.IsForeign(session, call))
        {
            context.Request.Headers["Mcp-Session-Id"] = call.DecisionId;
        }
    }
}
