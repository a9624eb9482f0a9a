using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Governance.Http;

/// <summary>What the edge made of a request's body: a message, or a refusal.</summary>
internal sealed record EdgeReading(McpMessage? Message, byte[] Body, string? Version, EdgeRefusal? Refusal, string? RequestId)
{
    /// <summary>What the names of the request's headers have in them.</summary>
    public HeaderTraits Headers { get; init; }

    public static EdgeReading Refused(EdgeRefusal refusal, byte[] body, string? requestId = null) => new(null, body, null, refusal, requestId);
}
