using Stoa.Mcp.Gateway.Authz;
using Stoa.Mcp.Gateway.Rest;
using Stoa.Mcp.Gateway.Shadow;
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

    /// <summary>How a shadow looks on.</summary>
    public ShadowOptions Shadow { get; } = new();

    /// <summary>Commands that may be started as MCP servers over stdio, by the name that a <c>ToolSet</c> refers to. <value>none</value></summary>
    public IDictionary<string, CommandOptions> Commands { get; } = new Dictionary<string, CommandOptions>(StringComparer.Ordinal);

    /// <summary>
    /// Folder with secrets for what lies behind the gateway, a file <c>name/key</c> for each, as Kubernetes mounts them; absolute or relative to the
    /// content root. <value>unset: whatever needs a secret fails</value>
    /// </summary>
    public string? SecretsFolder { get; set; }

    /// <summary>Operations of HTTP APIs that are offered as tools.</summary>
    public RestOptions Rest { get; set; } = new();

    /// <summary>Decisions for a gateway that is already there, in the mode <c>sidecar</c>.</summary>
    public AuthzOptions Authz { get; set; } = new();
}
