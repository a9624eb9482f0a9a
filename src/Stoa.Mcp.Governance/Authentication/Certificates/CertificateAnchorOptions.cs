namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>One authority, and what its certificates say of their holders (<c>Stoa:Authentication:Certificates:Anchors</c>).</summary>
public sealed class CertificateAnchorOptions
{
    /// <summary>Its name; callers have the issuer <c>certificate:&lt;name&gt;</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>PEM file with the root, and intermediates that clients do not send. Read at start.</summary>
    public string File { get; set; } = "";

    /// <summary>The tenant of everyone whom this authority vouches for; a certificate that names another is refused.</summary>
    /// <value>unset: from <see cref="SpiffeId"/></value>
    public string? Tenant { get; set; }

    /// <summary>What of a certificate is the subject.</summary>
    /// <value><see cref="CertificateSubject.SpiffeId"/></value>
    public CertificateSubject Subject { get; set; } = CertificateSubject.SpiffeId;

    /// <summary>
    /// Which SPIFFE ids are accepted, and where they name tenant, agent and environment: <c>spiffe://acme.example/tenant/{tenant}/agent/{agent}</c>.
    /// <c>*</c> is any one segment, <c>**</c> at the end one or more.
    /// </summary>
    /// <value>required with <see cref="CertificateSubject.SpiffeId"/></value>
    public string? SpiffeId { get; set; }

    /// <summary>The environment its holders run in.</summary>
    /// <value>unset</value>
    public string? Environment { get; set; }

    /// <summary>Scopes granted to its holders: a certificate names none.</summary>
    /// <value>none</value>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>Roles of its holders.</summary>
    /// <value>none</value>
    public IList<string> Roles { get; set; } = [];
}
