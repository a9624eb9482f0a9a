namespace Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;

/// <summary>
/// Client certificates that a proxy in front of this server has seen and tells of (<c>Stoa:Authentication:ForwardedCertificates</c>). The header is read from
/// configured peers alone; anyone else's is as if it were not there.
/// </summary>
public sealed class ForwardedCertificateOptions
{
    /// <summary>Addresses and networks of proxies whose word counts, as the connection has them: <c>10.0.0.7</c>, <c>10.1.0.0/16</c>.</summary>
    /// <value>none: no header is read</value>
    public IList<string> TrustedPeers { get; set; } = [];

    /// <summary>The header that they send.</summary>
    /// <value><see cref="ForwardedCertificateHeader.XForwardedClientCert"/></value>
    public ForwardedCertificateHeader Header { get; set; } = ForwardedCertificateHeader.XForwardedClientCert;

    /// <summary>Which of several elements of <c>X-Forwarded-Client-Cert</c> counts.</summary>
    /// <value><see cref="ForwardedCertificateElement.Only"/></value>
    public ForwardedCertificateElement Element { get; set; } = ForwardedCertificateElement.Only;
}
