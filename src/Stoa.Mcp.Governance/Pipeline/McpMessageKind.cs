namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>The JSON-RPC shape of a message (JSON-RPC 2.0, sections 4 and 5).</summary>
public enum McpMessageKind
{
    /// <summary>Has a method and an id: exactly one answer is owed.</summary>
    Request,

    /// <summary>Has a method and no id: no answer is owed, a side effect may still happen.</summary>
    Notification,

    /// <summary>Has an id and a result or an error: answers a request that the server made.</summary>
    Response,

    /// <summary>An HTTP request without a message: opening the event stream or ending a session.</summary>
    Session,
}
