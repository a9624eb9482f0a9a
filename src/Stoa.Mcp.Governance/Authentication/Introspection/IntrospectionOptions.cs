using Stoa.Mcp.Governance.Authentication.Claims;
using Stoa.Mcp.Governance.Authentication.Proof;

namespace Stoa.Mcp.Governance.Authentication.Introspection;

/// <summary>
/// Opaque access tokens, judged by the authorization server that issued them (<c>Stoa:Authentication:Introspection</c>; RFC 7662). It is asked about
/// bearer tokens alone that have neither the form of a JWT nor that of an API key.
/// </summary>
public sealed class IntrospectionOptions : ClaimMappingOptions
{
    /// <summary>The introspection endpoint. HTTPS.</summary>
    /// <value>unset: opaque tokens are refused</value>
    public string? Endpoint { get; set; }

    /// <summary>Accepts plain HTTP for an endpoint on a loopback host. For development.</summary>
    /// <value>false</value>
    public bool AllowInsecureEndpoint { get; set; }

    /// <summary>The issuer that callers count as vouched for by; an <c>iss</c> in the answer must equal it.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The client id this server introduces itself by (RFC 7662, section 2.1; HTTP Basic).</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Its secret. This or <see cref="ClientSecretFile"/>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>File with its secret, read at every question.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>Accepted <c>aud</c> values, compared by ordinal: this server's canonical URI (RFC 8707, section 2). At least one.</summary>
    public IList<string> Audiences { get; set; } = [];

    /// <summary>Whether a token may name other audiences beside an accepted one.</summary>
    /// <value>false</value>
    public bool AllowOtherAudiences { get; set; }

    /// <summary>The tenant of everyone this issuer vouches for. A token whose tenant claim says otherwise is refused.</summary>
    /// <value>unset: from the claim</value>
    public string? Tenant { get; set; }

    /// <summary>Whether tokens must be bound to a key or certificate of their sender (RFC 9449, RFC 8705).</summary>
    /// <value><see cref="SenderConstraint.Optional"/></value>
    public SenderConstraint SenderConstrained { get; set; }

    /// <summary>How long a good answer is remembered, never beyond the token's end: what its issuer revokes is accepted that much longer. From 0 to 60 seconds.</summary>
    /// <value>30 seconds</value>
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Most answers remembered, good ones and bad ones each, by SHA-256 of the token. From 0 to 1,000,000.</summary>
    /// <value>10,000</value>
    public int CacheEntries { get; set; } = 10_000;

    /// <summary>Most questions under way at a time. From 1 to 1,000.</summary>
    /// <value>32</value>
    public int MaxConcurrency { get; set; } = 32;

    /// <summary>Longest wait for an answer, that for its turn included. From 1 to 30 seconds.</summary>
    /// <value>5 seconds</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);
}
