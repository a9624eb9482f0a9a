using System.Security.Cryptography.X509Certificates;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>
/// Client certificates as a credential (<c>Stoa:Authentication:Certificates</c>; RFC 5280, RFC 8446 section 4.4.2). The key's possession is proved by the TLS
/// handshake with this server, or with a peer under <c>Stoa:Authentication:ForwardedCertificates</c>.
/// </summary>
public sealed class CertificateAuthenticationOptions
{
    /// <summary>Whether a client certificate says who calls. When off, it only proves a token that is bound to it.</summary>
    /// <value>false</value>
    public bool Enabled { get; set; }

    /// <summary>Authorities whose certificates are accepted; no other is, whatever the system trusts.</summary>
    /// <value>none; at least one where <see cref="Enabled"/></value>
    public IList<CertificateAnchorOptions> Anchors { get; set; } = [];

    /// <summary>
    /// How revocation is found out: <c>Online</c> fetches lists and OCSP answers, <c>Offline</c> takes what the system has of them, <c>NoCheck</c> does not ask.
    /// </summary>
    /// <value><c>Online</c></value>
    public X509RevocationMode RevocationMode { get; set; } = X509RevocationMode.Online;

    /// <summary>Whether a certificate is accepted of which cannot be found out whether it was revoked.</summary>
    /// <value>false: it is refused</value>
    public bool AllowUnknownRevocation { get; set; }

    /// <summary>Most accepted certificates remembered, by SHA-256. From 0 to 100,000.</summary>
    /// <value>10,000</value>
    public int CacheEntries { get; set; } = 10_000;

    /// <summary>
    /// Longest time an accepted certificate is remembered, never beyond its end: within it, and what a revocation list or OCSP answer is good for, a revoked one is
    /// refused on open connections too. From 0 to 1 hour.
    /// </summary>
    /// <value>5 minutes</value>
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.FromMinutes(5);
}
