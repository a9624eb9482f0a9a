using System.Text.Json;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>What every request of 2026-07-28 has to say of its client (basic/index, "_meta"). A server checks it, and an edge is one.</summary>
internal static class RequestMeta
{
    private const string Capabilities = "io.modelcontextprotocol/clientCapabilities";

    private static readonly GovernanceDecision Incomplete = new()
    {
        Code = GovernanceCode.InvalidParams,
        Step = "edge",
        PublicMessage = $"Invalid params: _meta needs {Capabilities}.",
        Reasons = [$"A request of this revision without {Capabilities}."],
    };

    /// <summary>The denial of a request that lacks it, or null.</summary>
    public static GovernanceDecision? Check(McpMessage message, GovernedCall call)
    {
        if (message.Kind != McpMessageKind.Request || !McpVersions.IsModern(call.Transport.ProtocolVersion))
        {
            return null;
        }

        return message.Parameters is { ValueKind: JsonValueKind.Object } parameters
            && parameters.TryGetProperty("_meta", out var meta)
            && meta.ValueKind == JsonValueKind.Object
            && meta.TryGetProperty(Capabilities, out var capabilities)
            && capabilities.ValueKind == JsonValueKind.Object
                ? null
                : Incomplete;
    }
}
