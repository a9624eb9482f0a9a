namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>JWT access tokens (RFC 7519, RFC 9068) by the practice of RFC 8725 (<c>Stoa:Authentication:Jwt</c>).</summary>
public sealed class JwtAuthenticationOptions
{
    /// <summary>Issuers whose tokens are accepted. A token of any other issuer is refused without a look-up of any kind.</summary>
    /// <value>none: every JWT is refused</value>
    public IList<JwtIssuerOptions> Issuers { get; set; } = [];

    /// <summary>Most verified tokens remembered, by SHA-256; 0 verifies every token every time. From 0 to 1,000,000.</summary>
    /// <value>10,000</value>
    public int TokenCacheEntries { get; set; } = 10_000;

    /// <summary>
    /// Longest time a verified token is remembered; never beyond its expiry, nor beyond a change of its issuer's keys. From 0 to 1 hour.
    /// </summary>
    /// <value>5 minutes</value>
    public TimeSpan TokenCacheLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often an issuer's keys are fetched anew over HTTP. From 1 minute to 1 hour. A file is read again after 5 seconds.</summary>
    /// <value>5 minutes</value>
    public TimeSpan KeyRefreshInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long keys stay in use while they cannot be fetched anew; after that every token of the issuer is refused.
    /// From <see cref="KeyRefreshInterval"/> to 24 hours.
    /// </summary>
    /// <value>1 hour</value>
    public TimeSpan KeyMaxStale { get; set; } = TimeSpan.FromHours(1);
}
