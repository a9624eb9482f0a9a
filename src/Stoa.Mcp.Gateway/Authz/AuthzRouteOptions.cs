namespace Stoa.Mcp.Gateway.Authz;

/// <summary>An MCP endpoint that peers forward to (<c>Stoa:Gateway:Authz:Routes:n</c>).</summary>
public sealed class AuthzRouteOptions
{
    /// <summary>The path, and with it all that lie below it. The longest that fits counts. <value>required</value></summary>
    public string Path { get; set; } = "";

    /// <summary>Name of the server in policies, audit records and usage events. <value><c>Stoa:Server</c></value></summary>
    public string? Server { get; set; }

    /// <summary>
    /// Whether the server refuses messages whose <c>MCP-Protocol-Version</c>, <c>Mcp-Method</c> and <c>Mcp-Name</c> are not what the body says, as MCP
    /// 2026-07-28 requires. Only then can a peer that tells no body, such as nginx, be answered. <value><c>false</c></value>
    /// </summary>
    public bool UpstreamValidatesHeaders { get; set; }
}
