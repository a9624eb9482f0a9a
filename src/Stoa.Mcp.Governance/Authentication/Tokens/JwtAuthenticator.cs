using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Stoa.Mcp.Governance.Authentication.SigningKeys;
using Stoa.Mcp.Governance.Authentication.Tracing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>
/// Verifies JWT access tokens: from memory where the same token was verified before, else by one strict reading, the issuer's rules
/// and, last and dearest, the signature.
/// </summary>
internal sealed class JwtAuthenticator(IEnumerable<JwtIssuer> issuers, JwtAuthenticationOptions options, TimeProvider clock)
{
    private readonly FrozenDictionary<string, JwtIssuer> _issuers = issuers.ToFrozenDictionary(issuer => issuer.Name, StringComparer.Ordinal);
    private readonly JsonWebTokenHandler _handler = new();
    private readonly TokenCache _cache = new(options.TokenCacheEntries);

    /// <summary>The configured issuers.</summary>
    public IReadOnlyList<JwtIssuer> Issuers => _issuers.Values;

    public ValueTask<StepOutcome<Caller>> AuthenticateAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken)
    {
        var hash = TokenHash.Of(token.Span);
        if (_cache.Find(hash) is { } known)
        {
            if (known.Holds(clock.GetUtcNow()))
            {
                return new(StepOutcome.Continue(known.Caller));
            }

            _cache.Remove(hash);
        }

        return VerifyAsync(token.ToString(), hash, cancellationToken);
    }

    private async ValueTask<StepOutcome<Caller>> VerifyAsync(string token, TokenHash hash, CancellationToken cancellationToken)
    {
        var trace = VerificationTrace.Current;
        trace?.Check("form", "JWT");
        if (JwtReader.Read(token, out var refusal) is not { } reading)
        {
            return Refuse(refusal);
        }

        trace?.Check("issuer", $"'iss' {reading.Issuer}; accepted: {string.Join(", ", _issuers.Keys)}");
        if (!_issuers.TryGetValue(reading.Issuer, out var issuer))
        {
            return Refuse("Its issuer is not among Stoa:Authentication:Jwt:Issuers.");
        }

        if (issuer.Refuse(reading) is { } unfit)
        {
            return Refuse($"Of issuer {issuer.Name}: {unfit}");
        }

        trace?.Check("key", $"'kid' {reading.KeyId ?? "none"}, for {reading.Algorithm}");
        var (keys, key) = await issuer.Keys.FindAsync(reading.KeyId, reading.Algorithm, cancellationToken);
        if (keys is null || key is null)
        {
            return Refuse($"Of issuer {issuer.Name}: {(keys is null ? "its keys cannot be had or are stale; see log event 2002." : "no one key fits its 'kid' and 'alg'.")}");
        }

        trace?.Check("signature", reading.Algorithm);
        var result = await _handler.ValidateTokenAsync(token, issuer.ParametersFor(reading, key));
        return result.IsValid
            ? Accept(reading, issuer, keys, hash)
            : Refuse($"Of issuer {issuer.Name}: the signature does not verify ({result.Exception?.GetType().Name}).");
    }

    private StepOutcome<Caller> Accept(JwtReading token, JwtIssuer issuer, SigningKeySet keys, TokenHash hash)
    {
        VerificationTrace.Current?.Check("claims", $"{token.Claims.Count} of them");
        var identity = issuer.Mapping.Read(token.Claims, issuer.Name, null, out var refusal);
        if (identity is null)
        {
            return Refuse($"Of issuer {issuer.Name}: {refusal}");
        }

        if (issuer.Tenant is not null && identity.Tenant is not null && identity.Tenant != issuer.Tenant)
        {
            return Refuse($"Of issuer {issuer.Name}: its tenant claim differs from the issuer's Tenant '{issuer.Tenant}'.");
        }

        identity = identity with { Tenant = issuer.Tenant ?? identity.Tenant, CredentialId = token.TokenId, ExpiresAt = token.ExpiresAt, Claims = token.Payload };
        var caller = identity.ToCaller(CallerSchemes.Jwt, new ClaimsPrincipal(CallerPrincipal.Create(CallerSchemes.Jwt, identity, token.Claims)));
        var until = clock.GetUtcNow() + options.TokenCacheLifetime;
        _cache.Add(hash, new VerifiedToken(caller, issuer, keys, token.ExpiresAt + issuer.ClockSkew, until));
        return StepOutcome.Continue(caller);
    }

    private static StepOutcome<Caller> Refuse(string reason) => AuthenticationDenial.InvalidCredential($"JWT refused. {reason}");
}
