namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>The JSON-RPC shape of a message that an upstream sends.</summary>
internal enum MessageKind
{
    /// <summary>None of the others: not JSON, not one object, or a mixture of shapes.</summary>
    Invalid,

    /// <summary>A request of the server to its client (sampling, elicitation, roots, ping).</summary>
    Request,

    /// <summary>A notification.</summary>
    Notification,

    /// <summary>A result.</summary>
    Result,

    /// <summary>An error.</summary>
    Error,
}
