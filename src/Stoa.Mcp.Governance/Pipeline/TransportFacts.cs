namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>How a message arrived. Facts of the connection, and claims of the client that are marked as such.</summary>
public sealed record TransportFacts
{
    /// <summary>
    /// <c>http</c>; <c>pipe</c> for stdio and in-memory streams; <c>authz</c> where another gateway asks for the decision and forwards the
    /// message itself, <c>authz_headers</c> where it told no body.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>The MCP protocol revision that the message is read under, or null before one is known.</summary>
    public string? ProtocolVersion { get; init; }

    /// <summary>The <c>Mcp-Session-Id</c> sent with the message. A hint, never an authentication.</summary>
    public string? SessionId { get; init; }

    /// <summary>The peer's IP address as the connection has it, or null for a pipe.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>Size of the request body, in bytes.</summary>
    public int RequestBytes { get; init; }

    /// <summary>What the client calls itself. Untrusted: recorded, never an identity.</summary>
    public string? ClientName { get; init; }

    /// <summary>The version the client gives for itself. Untrusted.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>W3C trace id of the call (32 hex digits), or null.</summary>
    public string? TraceId { get; init; }
}
