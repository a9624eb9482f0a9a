using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Deciding;

/// <summary>
/// Decides on a request that a peer asks about, by the rules and in the order of the HTTP edge, and records it. The peer runs the call and its
/// result does not come by here: intent and outcome (<see cref="CallOutcome.Accepted"/>) are both recorded before the peer hears yes.
/// </summary>
internal sealed class AuthzDecider(
    AddressRules addresses,
    AuthzRoutes routes,
    AuthzMessages messages,
    AuthzCalls calls,
    GovernancePipeline pipeline,
    ServerDecision here,
    ITargetCatalog catalog,
    SessionOwners owners,
    BlindDecisions blind,
    CredentialReader credentials,
    AuthzAnswers answers)
{
    private static readonly GovernanceDecision ForeignSession = new()
    {
        Code = GovernanceCode.NotVisible,
        Step = "authorization",
        Reasons = ["The session belongs to another caller."],
    };

    /// <param name="request">What is asked about.</param>
    /// <param name="asking">The question, of a peer that may ask.</param>
    public async Task<AuthzDecision> DecideAsync(AskedRequest request, HttpContext asking)
    {
        var context = request.ToContext(asking.RequestAborted);
        if (addresses.Check(context.Request) is { } address)
        {
            return await RefuseAsync(context, calls.ForRefusal(request, null), address.ToDecision(), address.HttpStatus);
        }

        if (routes.Find(request.Path, out var refusal) is not { } route)
        {
            return await RefuseAsync(context, calls.ForRefusal(request, null), refusal!.ToDecision(), refusal.HttpStatus);
        }

        return request.Method switch
        {
            "POST" => await DecideMessageAsync(asking, context, request, route),
            "GET" => await DecideSessionAsync(asking, context, request, route, "session/stream"),
            "DELETE" => await DecideSessionAsync(asking, context, request, route, "session/end"),
            _ => await RefuseAsync(context, calls.ForRefusal(request, null), AuthzMessages.Method.ToDecision(), AuthzMessages.Method.HttpStatus),
        };
    }

    /// <summary>Records and answers somebody who may not ask, or whose question cannot be read.</summary>
    public Task<AuthzDecision> RefuseAsync(HttpContext asking, EdgeRefusal refusal)
    {
        var context = new DefaultHttpContext { RequestAborted = asking.RequestAborted };
        context.Response.Body = new MemoryStream();
        return RefuseAsync(context, calls.ForUnreadable(asking.Connection.RemoteIpAddress?.ToString()), refusal.ToDecision(), refusal.HttpStatus);
    }

    private async Task<AuthzDecision> DecideMessageAsync(HttpContext asking, HttpContext context, AskedRequest request, AuthzRoute route)
    {
        var read = await messages.ReadAsync(context, request, route);
        if (read.Refusal is { } refusal)
        {
            return await RefuseAsync(context, calls.ForRefusal(request, read.RequestId), refusal.ToDecision(), refusal.HttpStatus);
        }

        var call = calls.ForMessage(request, route, read.Message!, read.Version);
        var policy = blind.PolicyBefore();
        using var activity = GovernanceTelemetry.Start(call, read.Message!.TraceParent);
        var decision = await pipeline.AdmitAsync(call, Credentials(asking, context, request), context.RequestAborted);
        if (decision.Allowed)
        {
            decision = request.Body is null
                ? blind.Check(call, decision, policy)
                : messages.CheckParameterHeaders(context, call, read) ?? await here.DecideAsync(call, catalog, context.RequestAborted);
        }

        if (decision.Allowed && IsForeign(call, session => owners.TryClaim(session, call)))
        {
            decision = ForeignSession;
        }

        return await EndAsync(context, call, decision);
    }

    // From 2026-07-28 on there are no sessions, and servers do not look at the header.
    private static bool IsForeign(GovernedCall call, Func<string, bool> isOwn) =>
        call.Transport.SessionId is { Length: > 0 } session && !McpVersions.IsModern(call.Transport.ProtocolVersion) && !isOwn(session);

    private async Task<AuthzDecision> DecideSessionAsync(HttpContext asking, HttpContext context, AskedRequest request, AuthzRoute route, string operation)
    {
        var call = calls.ForSession(request, route, operation);
        if (messages.CheckWithoutMessage(context) is { } refusal)
        {
            return await RefuseAsync(context, call, refusal.ToDecision(), refusal.HttpStatus);
        }

        using var activity = GovernanceTelemetry.Start(call, null);
        var decision = await pipeline.AdmitAsync(call, Credentials(asking, context, request), context.RequestAborted);
        if (decision.Allowed && IsForeign(call, session => !owners.IsForeign(session, call)))
        {
            decision = ForeignSession;
        }

        return await EndAsync(context, call, decision);
    }

    private async Task<AuthzDecision> EndAsync(HttpContext context, GovernedCall call, GovernanceDecision decision)
    {
        if (!decision.Allowed)
        {
            return await RefuseAsync(context, call, decision, httpStatus: null);
        }

        // Both withhold the yes where they cannot be recorded, and leave nothing to record twice.
        var unrecorded = await pipeline.BeginAsync(call)
            ?? await pipeline.CompleteAsync(call, new CallCompletion(CallOutcome.Accepted, TimeSpan.Zero));
        return unrecorded is null
            ? answers.Allow(context, call, decision)
            : await answers.DenyAsync(context, call, unrecorded, null);
    }

    private async Task<AuthzDecision> RefuseAsync(HttpContext context, GovernedCall call, GovernanceDecision denial, int? httpStatus)
    {
        if (denial is { Step: "edge" })
        {
            httpStatus ??= StatusCodes.Status400BadRequest; // found after the admission, and no less a matter of form
        }

        var recorded = await pipeline.RefuseAsync(call, denial, httpStatus ?? answers.StatusOf(call, denial));
        return await answers.DenyAsync(context, call, recorded, ReferenceEquals(recorded, denial) ? httpStatus : null);
    }

    private PresentedCredentials Credentials(HttpContext asking, HttpContext context, AskedRequest request)
    {
        var origin = CredentialOrigin.ToldBy(asking);
        return request.AssertedUser is { } user
            ? new() { HostPrincipal = user, Requirement = origin.Requirement }
            : credentials.Read(context, origin with { ToldCertificate = request.ClientCertificate });
    }
}
