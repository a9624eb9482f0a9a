namespace Stoa.Mcp.Gateway;

/// <summary>What a gateway is to the servers behind it.</summary>
public enum GatewayMode
{
    /// <summary>One endpoint in front of one upstream: what passes is enforced, and otherwise unchanged.</summary>
    Proxy,

    /// <summary>One endpoint in front of many upstreams, whose tools it offers as its own (<c>edge-mcp</c>).</summary>
    EdgeMcp,

    /// <summary>Decides for a gateway that is already there, and forwards nothing unless an upstream is configured.</summary>
    Sidecar,

    /// <summary>Decides and records everything, and changes nothing of what passes.</summary>
    Shadow,
}
