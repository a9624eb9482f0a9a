using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>
/// The gate of a gateway's endpoints: no message goes on but through here, and none without a decision of its own. It takes the call that the
/// HTTP edge admitted, exactly once, has the last part of the decision made, and records the intent.
/// </summary>
internal sealed class CallGate(GovernancePipeline pipeline, Refusals refusals, GovernanceTelemetry telemetry)
{
    /// <summary>The call that may run; null where the request is answered already.</summary>
    /// <param name="context">A POST that passed the HTTP edge.</param>
    /// <param name="decideHere">The part of the decision that needs the upstream.</param>
    public async ValueTask<Admission?> TakeAsync(HttpContext context, Func<Admission, ValueTask<GovernanceDecision>> decideHere)
    {
        if (context.User is not GovernedPrincipal { Admission: var admission } || !admission.TryTake())
        {
            // Nothing but a wiring fault brings this about, and the edge records that its call never ran.
            telemetry.UnadmittedMessage();
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return null;
        }

        var call = admission.Call;
        if (await decideHere(admission) is { Allowed: false } denial)
        {
            await refusals.RefuseAsync(context, call, denial, httpStatus: null);
            return null;
        }

        if (await pipeline.BeginAsync(call) is { } unrecorded)
        {
            await refusals.AnswerAsync(context, call, unrecorded);
            return null;
        }

        return admission;
    }

    /// <summary>The call of a GET or DELETE, whose steps the HTTP edge runs.</summary>
    /// <exception cref="InvalidOperationException">The request did not pass the edge.</exception>
    public static GovernedCall OfSession(HttpContext context) => context.Features.Get<GovernedCall>()
        ?? throw new InvalidOperationException("The request did not pass app.UseStoaGovernance().");
}
