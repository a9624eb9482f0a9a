namespace Stoa.Mcp.Governance.Http;

/// <summary>What the HTTP edge lets in, before anything is read of a message (<c>Stoa:Http</c>).</summary>
public sealed class HttpEdgeOptions
{
    /// <summary>
    /// Host names a request may be addressed to, without port, compared without case. Protects against DNS rebinding
    /// (MCP 2026-07-28, transports, security). <value>none: the loopback names <c>localhost</c>, <c>127.0.0.1</c> and <c>[::1]</c> only</value>
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>
    /// Origins that browsers may call from, as <c>scheme://host[:port]</c>. A page of the same origin is always let in.
    /// <value>none</value>
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Largest request body, in bytes, counted while reading. <value>1 048 576</value></summary>
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>The oldest protocol revision that is served. <value><c>2025-06-18</c></value></summary>
    public string ProtocolFloor { get; set; } = "2025-06-18";
}
