using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// The outermost incoming message filter: no message reaches a handler of the server but through here, and none without a
/// decision of its own. Over HTTP it takes the call that the edge admitted; over a pipe it has the call decided itself.
/// </summary>
internal sealed class GovernanceGate(
    GovernancePipeline pipeline,
    ServerDecision here,
    CallFactory calls,
    PipeCalls pipes,
    SessionOwners owners,
    GovernanceReplies replies,
    OwnReplies ownReplies,
    ListChanges lists,
    TimeProvider time,
    GovernanceTelemetry telemetry)
{
    private static readonly GovernanceDecision Unadmitted = new()
    {
        Code = GovernanceCode.Denied,
        Step = "edge",
        Reasons = ["The message reached the MCP server without passing app.UseStoaGovernance()."],
    };

    public async Task InvokeAsync(MessageContext context, McpMessageHandler next, Connection connection, CancellationToken cancellationToken)
    {
        var call = IsOverHttp(context.JsonRpcMessage)
            ? TakeAdmitted(context.JsonRpcMessage)
            : await pipes.AdmitAsync(context, cancellationToken);
        if (call is null)
        {
            await RefuseUnadmittedAsync(context, cancellationToken);
            return;
        }

        // Over HTTP the edge began the span.
        using var activity = call.Transport.Kind == PipeCalls.TransportKind ? GovernanceTelemetry.Start(call, null) : null;
        var decision = await DecideHereAsync(call, context, connection, cancellationToken);
        decision = decision.Allowed ? await pipeline.BeginAsync(call) ?? decision : await pipeline.RefuseAsync(call, decision, httpStatus: null);
        if (!decision.Allowed)
        {
            await AnswerAsync(context, replies.For(call, decision), cancellationToken);
            return;
        }

        await RunAsync(context, next, call, connection, cancellationToken);
    }

    // Hosts give every message of an authenticated request its user, and every request the stream its answer goes to.
    private static bool IsOverHttp(JsonRpcMessage message) =>
        message.Context is { User: not null } or { RelatedTransport: not null };

    private static GovernedCall? TakeAdmitted(JsonRpcMessage message)
    {
        if (message.Context?.User is not GovernedPrincipal { Admission: var admission }
            || !SameMessage.Is(admission.Message, message)
            || !admission.TryTake())
        {
            return null;
        }

        return admission.Call;
    }

    /// <summary>The part of the decision that needs the server itself: whose session this is, and what it offers now.</summary>
    private async ValueTask<GovernanceDecision> DecideHereAsync(
        GovernedCall call, MessageContext context, Connection connection, CancellationToken cancellationToken)
    {
        if (!call.Decision!.Allowed)
        {
            return call.Decision;
        }

        if (context.Server.SessionId is { Length: > 0 } session && !owners.TryClaim(session, call))
        {
            return ServerDecision.NotVisible("The session belongs to another caller.");
        }

        connection.Owner = new SessionOwner(call);
        return await here.DecideAsync(call, new PrimitiveCatalog(context.Server.ServerOptions), cancellationToken);
    }

    private async Task RunAsync(
        MessageContext context, McpMessageHandler next, GovernedCall call, Connection connection, CancellationToken cancellationToken)
    {
        var running = new RunningCall(call, time.GetTimestamp());
        context.Items[RunningCall.ItemsKey] = running;
        try
        {
            if (ListChanges.Begins(call) && Audience.Of(context.Server, connection, owners) is { } audience)
            {
                await lists.RememberAsync(call, audience, cancellationToken);
            }

            HandedOnMessage.Prepare(context.JsonRpcMessage, call);
            await next(context, cancellationToken);
            if (running.TryEnd())
            {
                await pipeline.CompleteAsync(call, new CallCompletion(CallOutcome.Accepted, time.GetElapsedTime(running.StartedTimestamp)));
            }
        }
        catch (Exception error) when (running.TryEnd())
        {
            // The SDK turns the exception into an error message once it leaves here, so the record comes first.
            if (await pipeline.CompleteAsync(call, Failure(error, running)) is { } unrecorded)
            {
                throw new McpProtocolException(GovernanceReplies.SentenceFor(unrecorded), (McpErrorCode)(int)unrecorded.Code);
            }

            var told = ResultRedaction.Of(error, call.Obligations.RedactResult);
            if (!ReferenceEquals(told, error))
            {
                throw told;
            }

            throw;
        }
    }

    private CallCompletion Failure(Exception error, RunningCall running)
    {
        var cancelled = error is OperationCanceledException;
        return new CallCompletion(cancelled ? CallOutcome.Cancelled : CallOutcome.ProtocolError, time.GetElapsedTime(running.StartedTimestamp))
        {
            ErrorCode = cancelled ? null : (int)(error is McpProtocolException protocol ? protocol.ErrorCode : McpErrorCode.InternalError),
        };
    }

    private async Task RefuseUnadmittedAsync(MessageContext context, CancellationToken cancellationToken)
    {
        telemetry.UnadmittedMessage();
        if (context.JsonRpcMessage.Context?.User is not GovernedPrincipal)
        {
            // With an admission that does not fit, the edge records that its call never ran.
            var call = calls.CreateWithoutMessage(McpMessageKind.Request, "unadmitted", null, new TransportFacts { Kind = "http" });
            await pipeline.RefuseAsync(call, Unadmitted, httpStatus: null);
        }

        if (context.JsonRpcMessage is JsonRpcRequest request)
        {
            await AnswerAsync(context, GovernanceReplies.NotGoverned(request.Id), cancellationToken);
        }
    }

    private async Task AnswerAsync(MessageContext context, GovernanceReply reply, CancellationToken cancellationToken)
    {
        if (reply.Message is { } message)
        {
            ownReplies.Add(message);
            await context.Server.SendMessageAsync(message, cancellationToken);
        }
    }
}
