using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Puts the app's own state and task id back in place of what the client held for it, after the decision.</summary>
internal static class HandedOnMessage
{
    /// <summary>Whether anything of the call's is to be put back.</summary>
    public static bool NeedsPreparing(GovernedCall call) =>
        call.RequestState is not null || call.InnerTaskId is not null || call.ResourceUris.Count + call.TaskHandles.Count > 0;

    public static void Prepare(JsonRpcMessage message, GovernedCall call)
    {
        if (message is JsonRpcRequest { Params: JsonObject parameters })
        {
            Prepare(parameters, call);
        }
    }

    public static void Prepare(JsonObject parameters, GovernedCall call)
    {
        if (call.RequestState is not null)
        {
            if (call.InnerRequestState is null)
            {
                parameters.Remove("requestState");
            }
            else
            {
                parameters["requestState"] = call.InnerRequestState;
            }
        }

        if (call.InnerTaskId is not null)
        {
            parameters["taskId"] = call.InnerTaskId;
        }

        if (call.ResourceUris.Count + call.TaskHandles.Count > 0 && parameters["notifications"] is JsonObject notifications)
        {
            Narrow(notifications, "resourceSubscriptions", call.ResourceUris, call.VisibleResourceUris);
            Narrow(notifications, "taskIds", call.TaskHandles, call.InnerTaskIds);
        }
    }

    private static void Narrow(JsonObject notifications, string key, IReadOnlyList<string> asked, IReadOnlyList<string> given)
    {
        if (asked.Count > 0)
        {
            notifications[key] = new JsonArray([.. given.Select(value => JsonValue.Create(value))]);
        }
    }
}
