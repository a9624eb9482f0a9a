using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>
/// Hands on a message to a hidden target under a name that nothing has. Hosts look at the target before the gate does (headers
/// that repeat a tool's arguments), so only what truly does not exist for them is answered as what does not exist.
/// </summary>
internal static class MaskedName
{
    public static byte[] Apply(HttpRequest request, GovernedCall call, byte[] body)
    {
        var isUri = call.Target.Kind is GovernedTargetKind.Resource or GovernedTargetKind.ResourceTemplate;
        var mask = isUri ? $"urn:uuid:{call.DecisionId}" : call.DecisionId;
        var message = JsonNode.Parse(body)!;
        var holder = message["params"]!;
        if (McpOperations.Find(call.Operation)?.TargetParameter == "ref")
        {
            holder = holder["ref"]!;
        }

        holder[isUri ? "uri" : "name"] = mask;
        if (request.Headers.ContainsKey("Mcp-Name"))
        {
            request.Headers["Mcp-Name"] = mask;
        }

        var masked = Encoding.UTF8.GetBytes(message.ToJsonString());
        request.ContentLength = masked.Length;
        return masked;
    }
}
