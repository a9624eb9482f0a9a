using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Lets a notification leave only where it names nothing that the connection's owner may not see.</summary>
internal sealed class NotificationFilter(
    PolicyStep policy, ClientHeldState clientHeld, TaskLedger tasks, SessionOwners owners, ListChanges lists, TimeProvider time)
{
    // The tasks extension's own name, and the SDK's below it.
    private const string AboutTasks = "notifications/tasks";
    private const string Acknowledged = "notifications/subscriptions/acknowledged";

    public async ValueTask<bool> MayLeaveAsync(
        JsonRpcNotification notification, MessageContext context, Connection connection, CancellationToken cancellationToken)
    {
        if (ListChanges.IsAbout(notification))
        {
            return await lists.ConcernsOwnerAsync(notification, context.Server, connection, cancellationToken);
        }

        var isAboutTask = notification.Method.StartsWith(AboutTasks, StringComparison.Ordinal);
        if (!isAboutTask && notification.Method is not (NotificationMethods.ResourceUpdatedNotification or Acknowledged))
        {
            return true;
        }

        var owner = context.Server.SessionId is { Length: > 0 } session ? owners.Find(session) : connection.Owner;
        if (owner is null || notification.Params is not JsonObject parameters)
        {
            return false;
        }

        if (isAboutTask)
        {
            return await TryBindTaskAsync(owner, parameters);
        }

        if (notification.Method == Acknowledged)
        {
            BindSubscribed(owner, parameters);
            return true;
        }

        return Text(parameters, "uri") is { } uri && await MaySeeAsync(owner, uri, context.Server.ServerOptions, cancellationToken);
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

    private async ValueTask<bool> MaySeeAsync(SessionOwner owner, string uri, McpServerOptions server, CancellationToken cancellationToken)
    {
        var target = new GovernedTarget(GovernedTargetKind.Resource, uri);
        var question = PolicyQuestions.MaySee(
            owner.Opened, RequestMethods.ResourcesRead, target, PrimitiveCatalog.Find(server, target), time.GetUtcNow());
        return (await policy.FilterVisibleAsync([question], cancellationToken))[0];
    }

    private static string? Text(JsonObject parameters, string name) =>
        parameters[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
