namespace Stoa.Mcp.Governance.Mcp;

/// <summary>How a refusal is answered.</summary>
public enum ReplyStyle
{
    /// <summary>A tool result with <c>isError: true</c>, which the model reads and can act on; a JSON-RPC error for anything but a tool.</summary>
    Result,

    /// <summary>A JSON-RPC error under HTTP 200.</summary>
    Error,

    /// <summary>An HTTP status of its own with a JSON-RPC error as its body. SDK clients show the model only the status.</summary>
    Http,
}
