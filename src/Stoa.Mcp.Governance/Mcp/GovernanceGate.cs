using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// The outermost incoming message filter: no message reaches a handler of the server but through here, and none without a
/// decision of its own. Over HTTP it takes the call that the edge admitted; over a pipe it has the call decided itself.
/// </summary>
internal sealed class GovernanceGate(
    GovernancePipeline pipeline,
    PipeCalls pipes,
    SessionOwners owners,
    GovernanceReplies replies,
    OwnReplies ownReplies,
    TimeProvider time,
    GovernanceTelemetry telemetry)
{
    public async Task InvokeAsync(MessageContext context, McpMessageHandler next, Connection connection, CancellationToken cancellationToken)
    {
        var call = IsOverHttp(context.JsonRpcMessage)
            ? TakeAdmitted(context.JsonRpcMessage)
            : await pipes.AdmitAsync(context, cancellationToken);
        if (call is null)
        {
            telemetry.UnadmittedMessage();
            await AnswerUnadmittedAsync(context, cancellationToken);
            return;
        }

        var decision = await DecideHereAsync(call, context, connection, cancellationToken);
        decision = decision.Allowed ? await pipeline.BeginAsync(call) ?? decision : await pipeline.RefuseAsync(call, decision, httpStatus: null);
        if (!decision.Allowed)
        {
            await AnswerAsync(context, replies.For(call, decision), cancellationToken);
            return;
        }

        HandedOnMessage.Prepare(context.JsonRpcMessage, call);
        await RunAsync(context, next, call, cancellationToken);
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

    /// <summary>The part of the decision that needs the server itself: what it offers now, and whose session this is.</summary>
    private async ValueTask<GovernanceDecision> DecideHereAsync(
        GovernedCall call, MessageContext context, Connection connection, CancellationToken cancellationToken)
    {
        var decision = call.Decision!;
        if (!decision.Allowed)
        {
            return decision;
        }

        if (context.Server.SessionId is { Length: > 0 } session && !owners.TryClaim(session, call))
        {
            return NotVisible("The session belongs to another caller.");
        }

        connection.Owner = new SessionOwner(call);
        var server = context.Server.ServerOptions;
        var metadata = PrimitiveCatalog.Find(server, call.Target);
        var changed = !ReferenceEquals(metadata, call.Metadata) || !metadata.Known;
        call.MetadataIsFinal = true;
        if (!metadata.Known && IsPrimitive(call.Target.Kind) && !PrimitiveCatalog.HasOwnHandler(server, call.Target.Kind))
        {
            return NotVisible("The server has no such target.") with { PolicyRevision = decision.PolicyRevision };
        }

        return changed && IsPrimitive(call.Target.Kind)
            ? await pipeline.ReauthorizeAsync(call, metadata, cancellationToken)
            : decision;
    }

    private async Task RunAsync(MessageContext context, McpMessageHandler next, GovernedCall call, CancellationToken cancellationToken)
    {
        var running = new RunningCall(call, time.GetTimestamp());
        context.Items[RunningCall.ItemsKey] = running;
        try
        {
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

    private Task AnswerUnadmittedAsync(MessageContext context, CancellationToken cancellationToken) =>
        context.JsonRpcMessage is JsonRpcRequest request
            ? AnswerAsync(context, GovernanceReplies.NotGoverned(request.Id), cancellationToken)
            : Task.CompletedTask;

    private async Task AnswerAsync(MessageContext context, GovernanceReply reply, CancellationToken cancellationToken)
    {
        if (reply.Message is { } message)
        {
            ownReplies.Add(message);
            await context.Server.SendMessageAsync(message, cancellationToken);
        }
    }

    private static bool IsPrimitive(GovernedTargetKind kind) =>
        kind is GovernedTargetKind.Tool or GovernedTargetKind.Prompt or GovernedTargetKind.Resource or GovernedTargetKind.ResourceTemplate;

    private static GovernanceDecision NotVisible(string reason) =>
        new() { Code = GovernanceCode.NotVisible, Step = "authorization", Reasons = [reason] };
}
