using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Puts the app's own state and task id back in place of what the client held for it, after the decision.</summary>
internal static class HandedOnMessage
{
    public static void Prepare(JsonRpcMessage message, GovernedCall call)
    {
        if (message is not JsonRpcRequest { Params: JsonObject parameters })
        {
            return;
        }

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
