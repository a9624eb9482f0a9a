using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// The outgoing message filter, steps 7 to 9: a result is held until it is filtered, sealed and recorded, and only then leaves.
/// </summary>
internal sealed class ResultShaper(
    GovernancePipeline pipeline,
    ListFilter lists,
    NotificationFilter notifications,
    ClientHeldState clientHeld,
    TaskLedger tasks,
    GovernanceReplies replies,
    OwnReplies ownReplies,
    IOptions<ListOptions> listOptions,
    TimeProvider time,
    GovernanceTelemetry telemetry)
{
    private const string TaskList = "tasks/list";
    private const string RelatedTask = "io.modelcontextprotocol/related-task";

    public async Task InvokeAsync(MessageContext context, McpMessageHandler next, Connection connection, CancellationToken cancellationToken)
    {
        switch (context.JsonRpcMessage)
        {
            case JsonRpcResponse response when !ownReplies.Contains(response):
                context.JsonRpcMessage = await ReleaseAsync(response, context.Server.ServerOptions, cancellationToken);
                break;
            case JsonRpcNotification notification when !await notifications.MayLeaveAsync(notification, context, connection, cancellationToken):
                return;
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
        await ShapeAsync(running.Call, response, server, cancellationToken);
        var completion = Describe(running.Call, response.Result, backend);
        var unrecorded = await pipeline.CompleteAsync(running.Call, completion) ?? await TrackTaskAsync(running.Call, completion, response.Result);
        return unrecorded is null ? response : InPlaceOf(response, replies.For(running.Call, unrecorded).Message!);
    }

    private async ValueTask<GovernanceDecision?> TrackTaskAsync(GovernedCall call, CallCompletion completion, JsonNode? result)
    {
        if (completion.TaskId is { } created)
        {
            tasks.Created(created, call);
        }

        return call.Target.Kind == GovernedTargetKind.Task && result is JsonObject shaped
            ? await tasks.SeenAsync(call.Target.Name, Text(shaped, "status"))
            : null;
    }

    private async ValueTask ShapeAsync(GovernedCall call, JsonRpcResponse response, McpServerOptions server, CancellationToken cancellationToken)
    {
        if (response.Result is not JsonObject result)
        {
            return;
        }

        await lists.FilterAsync(call, result, server, cancellationToken);
        ResultRedaction.Apply(result, call.Obligations.RedactResult);
        if (call.Target.Kind == GovernedTargetKind.Task && tasks.CreatorOf(call.Target.Name) is { } creator)
        {
            ResultRedaction.Apply(result, creator.Obligations.RedactResult);
        }

        if (IsInputRequired(result))
        {
            result["requestState"] = clientHeld.Seal(call, Text(result, "requestState"));
        }

        if (call.Operation == TaskList)
        {
            // Who owns a task is in its handle alone, and the app lists its own ids: none of them can be told to be this caller's.
            result["tasks"] = new JsonArray();
        }

        // Before 2026-07-28 the result of a task says in its _meta whose it is.
        if (call.Target.Kind == GovernedTargetKind.Task && result["_meta"] is JsonObject meta && meta[RelatedTask] is JsonObject related)
        {
            TryBindTask(call, related);
        }

        // On 2026-07-28 a task is the result itself, before it stood below "task". Its ttlMs is its own life, not a hint to caches.
        if (!TryBindTask(call, result) && !(result["task"] is JsonObject task && TryBindTask(call, task)))
        {
            CacheHints.MakePrivate(call, result, listOptions.Value.MaxTimeToLive);
        }
    }

    // The handle of a task in an answer to its owner is the handle the owner knows it by, whatever the operation.
    private bool TryBindTask(GovernedCall call, JsonObject described)
    {
        if (Text(described, "taskId") is not { } taskId)
        {
            return false;
        }

        described["taskId"] = clientHeld.BindTask(call, taskId);
        return true;
    }

    private static CallCompletion Describe(GovernedCall call, JsonNode? result, TimeSpan backend)
    {
        var shaped = result as JsonObject;
        var taskId = call.Operation == RequestMethods.ToolsCall && shaped is not null
            ? Text(shaped, "taskId") ?? (shaped["task"] is JsonObject task ? Text(task, "taskId") : null)
            : null;
        var outcome = shaped switch
        {
            null => CallOutcome.Success,
            _ when taskId is not null => CallOutcome.TaskCreated,
            _ when IsInputRequired(shaped) => CallOutcome.InputRequired,
            _ when shaped.TryGetPropertyValue("isError", out var flag) && flag?.GetValueKind() == System.Text.Json.JsonValueKind.True => CallOutcome.ToolError,
            _ => CallOutcome.Success,
        };
        return new CallCompletion(outcome, backend) { ResponseBytes = JsonSize.Of(result), TaskId = taskId };
    }

    private static bool IsInputRequired(JsonObject result) => Text(result, "resultType") == "input_required";

    private static string? Text(JsonObject result, string name) =>
        result.TryGetPropertyValue(name, out var value) && value is JsonValue text && text.TryGetValue(out string? found) ? found : null;

    private static JsonRpcMessageWithId InPlaceOf(JsonRpcResponse response, JsonRpcMessageWithId reply)
    {
        reply.Context = response.Context;
        return reply;
    }
}
