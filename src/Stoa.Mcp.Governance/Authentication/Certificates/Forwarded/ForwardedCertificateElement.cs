namespace Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;

/// <summary>Which element of <c>X-Forwarded-Client-Cert</c> counts. Each hop that appends adds one at the end.</summary>
public enum ForwardedCertificateElement
{
    /// <summary>The only one; several are refused.</summary>
    Only,

    /// <summary>The last: the client of the proxy that is connected to this server.</summary>
    Last,
}
