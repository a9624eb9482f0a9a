using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Lets a notification leave only where it names nothing that its audience may not see.</summary>
internal sealed class NotificationFilter(PolicyStep policy, ClientHeldState clientHeld, TaskLedger tasks, ListChanges lists, TimeProvider time)
{
    // The tasks extension's own name, and the SDK's below it.
    private const string AboutTasks = "notifications/tasks";
    private const string Acknowledged = "notifications/subscriptions/acknowledged";

    /// <summary>Whether a notification can name anything that is not everybody's, and so has to be asked about.</summary>
    public static bool Concerns(string method) =>
        ListChanges.IsAbout(method)
        || method.StartsWith(AboutTasks, StringComparison.Ordinal)
        || method is NotificationMethods.ResourceUpdatedNotification or Acknowledged;

    /// <summary>Whether it may leave. Puts handles of the caller's in the place of the app's own ids.</summary>
    public async ValueTask<bool> MayLeaveAsync(string method, JsonNode? parameters, Audience? audience, CancellationToken cancellationToken)
    {
        if (!Concerns(method))
        {
            return true;
        }

        if (audience is null)
        {
            return false;
        }

        if (ListChanges.IsAbout(method))
        {
            return await lists.ConcernsAsync(method, parameters, audience, cancellationToken);
        }

        if (parameters is not JsonObject named)
        {
            return false;
        }

        if (method.StartsWith(AboutTasks, StringComparison.Ordinal))
        {
            return await TryBindTaskAsync(audience.Owner, named);
        }

        if (method == Acknowledged)
        {
            BindSubscribed(audience.Owner, named);
            return true;
        }

        return Text(named, "uri") is { } uri && await MaySeeAsync(audience, uri, cancellationToken);
    }

    private async ValueTask<bool> TryBindTaskAsync(SessionOwner owner, JsonObject parameters)
    {
        if (Text(parameters, "taskId") is not { } taskId)
        {
            return false;
        }

        // A status that an app sends to everyone is only for the one who made the task: binding it would hand the others a handle.
        var handle = clientHeld.BindTask(owner.Opened, taskId);
        if (!tasks.IsRunning(handle))
        {
            return false;
        }

        parameters["taskId"] = handle;
        return await tasks.SeenAsync(handle, Text(parameters, "status")) is null;
    }

    // What the app says it will tell of, in the app's own ids.
    private void BindSubscribed(SessionOwner owner, JsonObject parameters)
    {
        if (parameters["notifications"] is not JsonObject { } agreed || agreed["taskIds"] is not JsonArray ids)
        {
            return;
        }

        for (var i = 0; i < ids.Count; i++)
        {
            ids[i] = ids[i] is JsonValue value && value.TryGetValue(out string? taskId) ? clientHeld.BindTask(owner.Opened, taskId) : null;
        }
    }

    private async ValueTask<bool> MaySeeAsync(Audience audience, string uri, CancellationToken cancellationToken)
    {
        var target = new GovernedTarget(GovernedTargetKind.Resource, uri);
        var question = PolicyQuestions.MaySee(
            audience.Owner.Opened, RequestMethods.ResourcesRead, target, audience.Catalog.Find(target), time.GetUtcNow());
        return (await policy.FilterVisibleAsync([question], cancellationToken))[0];
    }

    private static string? Text(JsonObject parameters, string name) =>
        parameters[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
