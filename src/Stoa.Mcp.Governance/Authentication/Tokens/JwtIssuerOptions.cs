using Stoa.Mcp.Governance.Authentication.Claims;
using Stoa.Mcp.Governance.Authentication.Proof;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>
/// One trusted token issuer (<c>Stoa:Authentication:Jwt:Issuers</c>). Exactly one of <see cref="MetadataAddress"/>,
/// <see cref="JwksUri"/> and <see cref="JwksFile"/> says where its keys come from.
/// </summary>
public sealed class JwtIssuerOptions : ClaimMappingOptions
{
    /// <summary>The <c>iss</c> value, compared by ordinal.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>
    /// Accepted <c>aud</c> values, compared by ordinal: this server's canonical URI (RFC 8707, section 2). At least one.
    /// </summary>
    public IList<string> Audiences { get; set; } = [];

    /// <summary>
    /// Whether a token may name other audiences beside an accepted one. A token good elsewhere can be replayed from there, so this is
    /// off; some identity providers add audiences of their own and need it on.
    /// </summary>
    /// <value>false</value>
    public bool AllowOtherAudiences { get; set; }

    /// <summary>OpenID Connect discovery document whose <c>jwks_uri</c> is followed. HTTPS.</summary>
    public string? MetadataAddress { get; set; }

    /// <summary>JSON Web Key Set (RFC 7517), by HTTPS.</summary>
    public string? JwksUri { get; set; }

    /// <summary>JSON Web Key Set in a file, read again within 5 seconds of a change.</summary>
    public string? JwksFile { get; set; }

    /// <summary>Hosts, besides that of <see cref="MetadataAddress"/>, that a discovered <c>jwks_uri</c> may name.</summary>
    /// <value>none</value>
    public IList<string> JwksHosts { get; set; } = [];

    /// <summary>Accepts plain HTTP for keys from a loopback host. For development.</summary>
    /// <value>false</value>
    public bool AllowInsecureMetadata { get; set; }

    /// <summary>Accepted <c>alg</c> values out of RS, PS and ES with 256, 384 or 512; never <c>none</c> or a symmetric one.</summary>
    /// <value><c>RS256</c>, <c>PS256</c>, <c>ES256</c> when empty</value>
    public IList<string> Algorithms { get; set; } = [];

    /// <summary>Accepted <c>typ</c> headers, without regard to case; an empty string accepts a token without one.</summary>
    /// <value><c>at+jwt</c>, <c>application/at+jwt</c>, <c>JWT</c> and none, when empty</value>
    public IList<string> TokenTypes { get; set; } = [];

    /// <summary>How far clocks may differ. From 0 to 60 seconds.</summary>
    /// <value>30 seconds</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The tenant of everyone this issuer vouches for. A token whose tenant claim says otherwise is refused.</summary>
    /// <value>unset: from the claim</value>
    public string? Tenant { get; set; }

    /// <summary>Whether tokens must be bound to a key or certificate of their sender (RFC 9449, RFC 8705).</summary>
    /// <value><see cref="SenderConstraint.Optional"/></value>
    public SenderConstraint SenderConstrained { get; set; }
}
