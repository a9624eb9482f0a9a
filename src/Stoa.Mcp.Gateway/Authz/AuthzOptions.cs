namespace Stoa.Mcp.Gateway.Authz;

/// <summary>Decisions for a gateway that is already there (<c>Stoa:Gateway:Authz</c>). Who asks is called a peer.</summary>
public sealed class AuthzOptions
{
    /// <summary>Where peers ask in JSON (STOA's sidecar, Kong). Empty serves it nowhere. <value><c>/authz</c></value></summary>
    public string Path { get; set; } = "/authz";

    /// <summary>Where Envoy's <c>ext_authz</c> asks over HTTP: the <c>path_prefix</c> before the original path. Empty serves it nowhere. <value><c>/ext-authz</c></value></summary>
    public string ExtAuthzPath { get; set; } = "/ext-authz";

    /// <summary>Where nginx's <c>auth_request</c> asks. Empty serves it nowhere. <value><c>/auth-request</c></value></summary>
    public string AuthRequestPath { get; set; } = "/auth-request";

    /// <summary>Whether Envoy's <c>ext_authz</c> is answered over gRPC, on listeners that speak HTTP/2. <value><c>true</c></value></summary>
    public bool Grpc { get; set; } = true;

    /// <summary>Addresses that may ask, as <c>10.0.0.7</c> or <c>10.0.0.0/24</c>. <value>none: loopback only</value></summary>
    public IList<string> Peers { get; } = [];

    /// <summary>Those of <see cref="Peers"/> whose <c>user</c> is believed: they authenticated the caller themselves. <value>none</value></summary>
    public IList<string> TrustedPeers { get; } = [];

    /// <summary>File with a secret that peers must send in <c>X-Stoa-Peer-Key</c> besides. Read at start. <value>none</value></summary>
    public string? PeerKeyFile { get; set; }

    /// <summary>Whether the upstream is left the caller's own <c>Authorization</c>, <c>X-API-Key</c>, <c>DPoP</c> and <c>Cookie</c>. <value><c>false</c></value></summary>
    public bool ForwardCredentials { get; set; }

    /// <summary>The MCP endpoints that peers forward to. <value>none: every path, as one server, and only with the body</value></summary>
    public IList<AuthzRouteOptions> Routes { get; } = [];
}
