namespace Stoa.Mcp.Governance.Auditing;

/// <summary>How a call ended.</summary>
public enum CallOutcome
{
    /// <summary>Refused by the pipeline.</summary>
    Denied,

    /// <summary>A result left.</summary>
    Success,

    /// <summary>A tool result with <c>isError: true</c> left.</summary>
    ToolError,

    /// <summary>A JSON-RPC error left.</summary>
    ProtocolError,

    /// <summary>The server asks the client for input before it goes on.</summary>
    InputRequired,

    /// <summary>A task was created; a <see cref="AuditEntryKind.TaskOutcome"/> may follow.</summary>
    TaskCreated,

    /// <summary>A notification or a response was handed on; no answer is owed.</summary>
    Accepted,

    /// <summary>The caller went away or cancelled.</summary>
    Cancelled,

    /// <summary>Allowed, and then refused by the host before the tool could run. Its charge was returned.</summary>
    RejectedByHost,

    /// <summary>Not known: the process ended, or the trail could not be written, before the outcome was recorded. No result left.</summary>
    Unknown,
}
