using Stoa.Mcp.Gateway.Upstreams;

namespace Stoa.Mcp.Gateway;

/// <summary>What the gateway does (<c>Stoa:Gateway</c>).</summary>
public sealed class GatewayOptions
{
    /// <summary><c>proxy</c>, <c>edge-mcp</c>, <c>sidecar</c> or <c>shadow</c>. <value><c>proxy</c></value></summary>
    public string Mode { get; set; } = "proxy";

    /// <summary>Where clients find the MCP endpoint. <value><c>/mcp</c></value></summary>
    public string Path { get; set; } = "/mcp";

    /// <summary>The server that messages are forwarded to, in the modes <c>proxy</c>, <c>shadow</c> and, if there is one, <c>sidecar</c>.</summary>
    public UpstreamOptions Upstream { get; } = new();
}
