namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>What of a certificate says who its holder is.</summary>
public enum CertificateSubject
{
    /// <summary>Its only URI name, which is a SPIFFE id (SPIFFE X509-SVID, section 2).</summary>
    SpiffeId,

    /// <summary>Its only DNS name, in lower case and without a wildcard.</summary>
    DnsName,

    /// <summary>Its whole subject, most specific part first: <c>CN=agent, O=Acme</c>. No part may have several values.</summary>
    SubjectName,
}
