using Stoa.Mcp.Gateway.Rest;

namespace Stoa.Mcp.Gateway;

/// <summary>What the gateway does (<c>Stoa:Gateway</c>).</summary>
public sealed class GatewayOptions
{
    /// <summary><c>proxy</c>, <c>edge-mcp</c>, <c>sidecar</c> or <c>shadow</c>. <value><c>proxy</c></value></summary>
    public string Mode { get; set; } = "proxy";

    /// <summary>Where clients find the MCP endpoint. <value><c>/mcp</c></value></summary>
    public string Path { get; set; } = "/mcp";

    /// <summary>
    /// Folder with secrets for what lies behind the gateway, a file <c>name/key</c> for each, as Kubernetes mounts them; absolute or relative to the
    /// content root. <value>unset: whatever needs a secret fails</value>
    /// </summary>
    public string? SecretsFolder { get; set; }

    /// <summary>Operations of HTTP APIs that are offered as tools.</summary>
    public RestOptions Rest { get; set; } = new();
}
