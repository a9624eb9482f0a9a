namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>
/// Stable codes a caller can see. All lie outside the range that JSON-RPC 2.0 (section 5.1) and MCP reserve, but for those
/// that repeat an MCP code because the answer must be the one an ungoverned server gives.
/// </summary>
public enum GovernanceCode
{
    /// <summary>Allowed.</summary>
    None = 0,

    /// <summary>No credential, or one that does not verify. HTTP 401 with a challenge.</summary>
    Unauthenticated = 4010,

    /// <summary>A policy said no.</summary>
    Denied = 4030,

    /// <summary>The caller lacks a scope. HTTP 403 with a challenge that names the scopes needed.</summary>
    InsufficientScope = 4031,

    /// <summary>A person must approve first.</summary>
    ApprovalRequired = 4032,

    /// <summary>The tool's definition changed since it was approved.</summary>
    DefinitionDrift = 4090,

    /// <summary>A quota is used up.</summary>
    QuotaExceeded = 4290,

    /// <summary>The upstream server does not answer.</summary>
    UpstreamUnavailable = 5020,

    /// <summary>The policy engine failed, timed out or gave no usable answer.</summary>
    PolicyUnavailable = 5030,

    /// <summary>The audit trail cannot be written.</summary>
    AuditUnavailable = 5031,

    /// <summary>The target is not visible to the caller, or does not exist: the same answer for both.</summary>
    NotVisible = 4040,

    /// <summary>The method is not one that this server implements (<c>-32601</c>).</summary>
    MethodNotFound = -32601,

    /// <summary>The request is malformed or ambiguous (<c>-32600</c>).</summary>
    InvalidRequest = -32600,

    /// <summary>The body is not JSON (<c>-32700</c>).</summary>
    ParseError = -32700,

    /// <summary>Parameters are malformed (<c>-32602</c>).</summary>
    InvalidParams = -32602,

    /// <summary>A header and the body disagree (<c>-32020</c>).</summary>
    HeaderMismatch = -32020,

    /// <summary>The protocol revision is below the floor or unknown (<c>-32022</c>).</summary>
    UnsupportedProtocolVersion = -32022,
}
