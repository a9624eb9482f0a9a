namespace Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;

/// <summary>How a proxy tells of a client certificate.</summary>
public enum ForwardedCertificateHeader
{
    /// <summary>Envoy's <c>X-Forwarded-Client-Cert</c>, with <c>Cert=</c>; <c>Chain=</c> where there is one.</summary>
    XForwardedClientCert,

    /// <summary>nginx's, as STOA names them: <c>X-SSL-Client-Cert</c> with the escaped PEM, and <c>X-SSL-Client-Verify: SUCCESS</c>.</summary>
    XSslClientCert,
}
