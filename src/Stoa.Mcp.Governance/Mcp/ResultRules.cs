using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Step 7: what is done to a result before it leaves, whatever server it comes from.</summary>
internal sealed class ResultRules(ListFilter lists, ClientHeldState clientHeld, TaskLedger tasks, IOptions<ListOptions> listOptions)
{
    private const string TaskList = "tasks/list";
    private const string RelatedTask = "io.modelcontextprotocol/related-task";

    /// <summary>Filters, redacts and seals a result in place.</summary>
    public async ValueTask ShapeAsync(GovernedCall call, JsonNode? shaped, ITargetCatalog catalog, CancellationToken cancellationToken)
    {
        if (shaped is not JsonObject result)
        {
            return;
        }

        await lists.FilterAsync(call, result, catalog, cancellationToken);
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

    /// <summary>How a call with this result ended.</summary>
    /// <param name="call">The call.</param>
    /// <param name="result">Its result, as it leaves.</param>
    /// <param name="bytes">Size of the result.</param>
    /// <param name="backend">Time inside the server's handler.</param>
    public static CallCompletion Describe(GovernedCall call, JsonNode? result, int bytes, TimeSpan backend)
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
        return new CallCompletion(outcome, backend) { ResponseBytes = bytes, TaskId = taskId };
    }

    /// <summary>Follows a task that the call created or asked after. The denial where its end cannot be recorded.</summary>
    public async ValueTask<GovernanceDecision?> TrackTaskAsync(GovernedCall call, CallCompletion completion, JsonNode? result)
    {
        if (completion.TaskId is { } created)
        {
            tasks.Created(created, call);
        }

        return call.Target.Kind == GovernedTargetKind.Task && result is JsonObject shaped
            ? await tasks.SeenAsync(call.Target.Name, Text(shaped, "status"))
            : null;
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

    private static bool IsInputRequired(JsonObject result) => Text(result, "resultType") == "input_required";

    private static string? Text(JsonObject result, string name) =>
        result.TryGetPropertyValue(name, out var value) && value is JsonValue text && text.TryGetValue(out string? found) ? found : null;
}
