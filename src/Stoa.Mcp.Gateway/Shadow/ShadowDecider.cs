using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Shadow;

/// <summary>
/// Decides on what has passed, by the same steps as a gateway that enforces, and records it: a denial is what would have been denied, an
/// outcome is how the call really ended.
/// </summary>
internal sealed class ShadowDecider(
    AddressRules addresses,
    MessageEdge edge,
    HttpCalls calls,
    CredentialReader credentials,
    GovernancePipeline pipeline,
    ServerDecision here,
    UpstreamCatalog catalog,
    GovernanceReplies replies)
{
    /// <summary><see cref="TransportFacts.Kind"/> of what is only looked at.</summary>
    public const string Kind = "shadow";

    /// <summary>The decision, recorded.</summary>
    public async ValueTask<GovernanceDecision> DecideAsync(ObservedExchange exchange)
    {
        var context = exchange.ToContext();
        if (addresses.Check(context.Request) is { } address)
        {
            return await RefuseAsync(calls.ForRefusal(context, null, (int)exchange.Body.Passed, Kind), address.ToDecision(), address.HttpStatus);
        }

        return exchange.Method == "POST" ? await DecideMessageAsync(context, exchange) : await DecideSessionAsync(context, exchange);
    }

    private async ValueTask<GovernanceDecision> DecideMessageAsync(HttpContext context, ObservedExchange exchange)
    {
        var read = await edge.ReadAsync(context, HeaderNames.TraitsOf(context.Request.Headers));
        if (read.Refusal is { } refusal)
        {
            return await RefuseAsync(calls.ForRefusal(context, read.RequestId, (int)exchange.Body.Passed, Kind), refusal.ToDecision(), refusal.HttpStatus);
        }

        var call = calls.ForMessage(context, read.Message!, read.Version, (int)exchange.Body.Passed, Kind);
        var decision = await pipeline.AdmitAsync(call, credentials.Read(context, exchange.Origin), CancellationToken.None);
        if (decision.Allowed && edge.CheckParameterHeaders(context, call, read) is { } mismatch)
        {
            return await RefuseAsync(call, MessageEdge.Decide(mismatch), StatusCodes.Status400BadRequest);
        }

        decision = decision.Allowed ? await here.DecideAsync(call, catalog, CancellationToken.None) : decision;
        return await EndAsync(call, decision, ObservedAnswer.Read(exchange, call, catalog));
    }

    private async ValueTask<GovernanceDecision> DecideSessionAsync(HttpContext context, ObservedExchange exchange)
    {
        var call = calls.ForSession(context, exchange.Method == "DELETE" ? "session/end" : "session/stream", Kind);
        if (edge.CheckWithoutMessage(context, HeaderNames.TraitsOf(context.Request.Headers)) is { } refusal)
        {
            return await RefuseAsync(call, refusal.ToDecision(), refusal.HttpStatus);
        }

        var decision = await pipeline.AdmitAsync(call, credentials.Read(context, exchange.Origin), CancellationToken.None);
        return await EndAsync(call, decision, ObservedAnswer.Status(exchange));
    }

    private async ValueTask<GovernanceDecision> EndAsync(GovernedCall call, GovernanceDecision decision, CallCompletion completion)
    {
        if (!decision.Allowed)
        {
            return await RefuseAsync(call, decision, httpStatus: null);
        }

        return await pipeline.BeginAsync(call) ?? await pipeline.CompleteAsync(call, completion) ?? decision;
    }

    private ValueTask<GovernanceDecision> RefuseAsync(GovernedCall call, GovernanceDecision denial, int? httpStatus) =>
        pipeline.RefuseAsync(call, denial, httpStatus ?? replies.For(call, denial).HttpStatus);
}
