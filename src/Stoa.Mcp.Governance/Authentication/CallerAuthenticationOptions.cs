using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.Certificates;
using Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;
using Stoa.Mcp.Governance.Authentication.Introspection;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Authentication.Resource;
using Stoa.Mcp.Governance.Authentication.Revocation;
using Stoa.Mcp.Governance.Authentication.Scopes;
using Stoa.Mcp.Governance.Authentication.Tokens;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>
/// Who may call, and how callers prove it (<c>Stoa:Authentication</c>). Nothing configured means that nobody can call:
/// every way in is opened by naming an issuer, a key, a host principal or a local identity.
/// </summary>
public sealed class CallerAuthenticationOptions
{
    /// <summary>JWT access tokens.</summary>
    public JwtAuthenticationOptions Jwt { get; set; } = new();

    /// <summary>Proofs of possession, for access tokens that are bound to a key.</summary>
    public ProofOptions Proof { get; set; } = new();

    /// <summary>Opaque access tokens, which their issuer is asked about.</summary>
    public IntrospectionOptions Introspection { get; set; } = new();

    /// <summary>Credentials that are refused though they verify.</summary>
    public RevocationOptions Revocation { get; set; } = new();

    /// <summary>API keys held in configuration.</summary>
    public ApiKeyAuthenticationOptions ApiKeys { get; set; } = new();

    /// <summary>Client certificates.</summary>
    public CertificateAuthenticationOptions Certificates { get; set; } = new();

    /// <summary>Client certificates that proxies in front tell of.</summary>
    public ForwardedCertificateOptions ForwardedCertificates { get; set; } = new();

    /// <summary>
    /// Which credentials are enough for a call over HTTP: alternatives, each of <c>jwt</c>, <c>api_key</c>, <c>host</c> and <c>mtls</c>, or one of the first three with
    /// a certificate beside it: <c>mtls+jwt</c>. An endpoint may ask for more.
    /// </summary>
    /// <value>none: any one credential that is configured</value>
    public IList<string> Require { get; set; } = [];

    /// <summary>Scopes that include others, for callers of every issuer and scheme. A cycle stops the start.</summary>
    /// <value>none: each scope stands for itself</value>
    public IList<ScopeInclusionOptions> ScopeHierarchy { get; set; } = [];

    /// <summary>The principal that the host's own authentication established.</summary>
    public HostAuthenticationOptions Host { get; set; } = new();

    /// <summary>The identity of whoever talks over stdio or an in-memory pipe.</summary>
    public LocalIdentityOptions Local { get; set; } = new();

    /// <summary>What this server tells clients of itself as an OAuth protected resource (RFC 9728).</summary>
    public ProtectedResourceOptions Resource { get; set; } = new();
}
