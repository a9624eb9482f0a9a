using System.Text.Json.Nodes;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Which server a call goes to, and what it calls the target itself.</summary>
/// <param name="Server">The server.</param>
/// <param name="OwnName">Its own name for the target.</param>
/// <param name="Exposed">The name that clients know.</param>
internal sealed record EdgeTarget(EdgeServer Server, string OwnName, string Exposed)
{
    private const string RelatedTask = "io.modelcontextprotocol/related-task";

    /// <summary>Whether the server has another name for the target, or tasks whose ids need the server's name to find their way back.</summary>
    public bool IsRenamed => OwnName != Exposed;

    /// <summary>The target of a call; null where no server has it.</summary>
    public static EdgeTarget? Of(EdgeCall call)
    {
        if (call.Call.Target.Kind == GovernedTargetKind.Task)
        {
            return OfTask(call);
        }

        return call.View.Entry(call.Call.Target) is not { } entry ? null : new EdgeTarget(
            entry.Server,
            entry.Exposed == call.Call.Target ? entry.Own.Target.Name : call.Call.Target.Name,
            call.Call.Target.Name);
    }

    /// <summary>Puts the server's own name into the parameters of a request.</summary>
    public void Rename(JsonObject parameters)
    {
        var holder = parameters["ref"] as JsonObject ?? parameters;
        var member = holder.ContainsKey("taskId") ? "taskId" : holder.ContainsKey("name") ? "name" : "uri";
        holder[member] = OwnName;
    }

    /// <summary>Puts the server's name before the ids of its tasks.</summary>
    public void NameTasks(JsonObject holder)
    {
        NameTask(holder);
        NameTask(holder["task"] as JsonObject);
        NameTask(holder["_meta"]?[RelatedTask] as JsonObject);
    }

    // A task is known to clients by a handle whose inner id begins with the name of its server.
    private static EdgeTarget? OfTask(EdgeCall call)
    {
        var id = call.Call.InnerTaskId ?? "";
        var end = id.IndexOf('/', StringComparison.Ordinal);
        var server = end < 0 ? null : call.View.Servers.FirstOrDefault(server => server.Name == id[..end]);
        return server is null ? null : new EdgeTarget(server, id[(end + 1)..], call.Call.Target.Name);
    }

    private void NameTask(JsonObject? described)
    {
        if (described?["taskId"] is JsonValue value && value.TryGetValue(out string? id))
        {
            described["taskId"] = $"{Server.Name}/{id}";
        }
    }
}
