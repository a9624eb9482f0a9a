using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// The outgoing message filter, steps 7 to 9: a result is held until it is filtered, sealed and recorded, and only then leaves.
/// </summary>
internal sealed class ResultShaper(
    GovernancePipeline pipeline,
    ResultRules rules,
    NotificationFilter notifications,
    SessionOwners owners,
    GovernanceReplies replies,
    OwnReplies ownReplies,
    TimeProvider time,
    GovernanceTelemetry telemetry)
{
    public async Task InvokeAsync(MessageContext context, McpMessageHandler next, Connection connection, CancellationToken cancellationToken)
    {
        switch (context.JsonRpcMessage)
        {
            case JsonRpcResponse response when !ownReplies.Contains(response):
                context.JsonRpcMessage = await ReleaseAsync(response, context.Server.ServerOptions, cancellationToken);
                break;
            case JsonRpcNotification { Method: { } method } notification when NotificationFilter.Concerns(method):
                var audience = Audience.Of(context.Server, connection, owners);
                if (!await notifications.MayLeaveAsync(method, notification.Params, audience, cancellationToken))
                {
                    return;
                }

                break;
        }

        await next(context, cancellationToken);
    }

    private async ValueTask<JsonRpcMessage> ReleaseAsync(JsonRpcResponse response, McpServerOptions server, CancellationToken cancellationToken)
    {
        if (response.Context?.Items is not { } items
            || !items.TryGetValue(RunningCall.ItemsKey, out var found)
            || found is not RunningCall running
            || !running.TryEnd())
        {
            telemetry.UngovernedResult();
            return InPlaceOf(response, GovernanceReplies.NotGoverned(response.Id).Message!);
        }

        var backend = time.GetElapsedTime(running.StartedTimestamp);
        await rules.ShapeAsync(running.Call, response.Result, new PrimitiveCatalog(server), cancellationToken);
        var completion = ResultRules.Describe(running.Call, response.Result, JsonSize.Of(response.Result), backend);
        var unrecorded = await pipeline.CompleteAsync(running.Call, completion)
            ?? await rules.TrackTaskAsync(running.Call, completion, response.Result);
        return unrecorded is null ? response : InPlaceOf(response, replies.For(running.Call, unrecorded).Message!);
    }

    private static JsonRpcMessageWithId InPlaceOf(JsonRpcResponse response, JsonRpcMessageWithId reply)
    {
        reply.Context = response.Context;
        return reply;
    }
}
