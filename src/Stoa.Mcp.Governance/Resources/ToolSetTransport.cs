namespace Stoa.Mcp.Governance.Resources;

/// <summary>How an MCP server behind the gateway is spoken to.</summary>
public enum ToolSetTransport
{
    /// <summary>Streamable HTTP.</summary>
    StreamableHttp,

    /// <summary>HTTP with SSE, of MCP 2024-11-05.</summary>
    Sse,

    /// <summary>Standard input and output of a command that the operator allows.</summary>
    Stdio,
}
