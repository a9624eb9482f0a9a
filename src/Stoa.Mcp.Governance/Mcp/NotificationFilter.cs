using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Lets a notification leave only where it names nothing that the connection's owner may not see.</summary>
internal sealed class NotificationFilter(PolicyStep policy, ClientHeldState clientHeld, TaskLedger tasks, SessionOwners owners, TimeProvider time)
{
    private const string TaskStatus = "notifications/tasks/status";

    public async ValueTask<bool> MayLeaveAsync(
        JsonRpcNotification notification, MessageContext context, Connection connection, CancellationToken cancellationToken)
    {
        if (notification.Method is not (NotificationMethods.ResourceUpdatedNotification or TaskStatus))
        {
            return true;
        }

        var owner = context.Server.SessionId is { Length: > 0 } session ? owners.Find(session) : connection.Owner;
        if (owner is null || notification.Params is not JsonObject parameters)
        {
            return false;
        }

        if (notification.Method == TaskStatus)
        {
            return await TryBindTaskAsync(owner, parameters);
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
