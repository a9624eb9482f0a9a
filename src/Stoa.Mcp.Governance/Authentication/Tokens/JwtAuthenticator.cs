using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Authentication.SigningKeys;
using Stoa.Mcp.Governance.Authentication.Tracing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>
/// Verifies JWT access tokens: from memory where the same token was verified before, else by one strict reading, the issuer's rules
/// and, last and dearest, the signature. Whether a bound token is in its owner's hands is asked on every call.
/// </summary>
internal sealed class JwtAuthenticator(
    IEnumerable<JwtIssuer> issuers, JwtAuthenticationOptions options, PossessionCheck possession, TimeProvider clock)
{
    private readonly FrozenDictionary<string, JwtIssuer> _issuers = issuers.ToFrozenDictionary(issuer => issuer.Name, StringComparer.Ordinal);
    private readonly JsonWebTokenHandler _handler = new();
    private readonly CredentialCache<VerifiedToken> _cache = new(options.TokenCacheEntries);

    /// <summary>The configured issuers.</summary>
    public IReadOnlyList<JwtIssuer> Issuers => _issuers.Values;

    public ValueTask<StepOutcome<Caller>> AuthenticateAsync(PresentedToken token, CancellationToken cancellationToken)
    {
        var (hash, asOf) = (CredentialHash.Of(token.Text.Span), token.Credentials.AsOf(clock));
        if (_cache.Find(hash) is { } known)
        {
            if (known.Holds(asOf))
            {
                return possession.CheckAsync(known.Binding, known.Caller, token, cancellationToken);
            }

            _cache.Remove(hash);
        }

        return VerifyPossessedAsync(token, hash, asOf, cancellationToken);
    }

    private async ValueTask<StepOutcome<Caller>> VerifyPossessedAsync(
        PresentedToken token, CredentialHash hash, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var (verified, denial) = await VerifyAsync(token.Text.ToString(), hash, asOf, cancellationToken);
        return verified is null ? denial : await possession.CheckAsync(verified.Binding, verified.Caller, token, cancellationToken);
    }

    private async ValueTask<(VerifiedToken? Token, StepOutcome<Caller> Denial)> VerifyAsync(
        string token, CredentialHash hash, DateTimeOffset asOf, CancellationToken cancellationToken)
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

        if (issuer.Refuse(reading, asOf) is { } unfit)
        {
            return Refuse($"Of issuer {issuer.Name}: {unfit}");
        }

        trace?.Check("binding", $"SenderConstrained {(issuer.RequiresBinding ? "Required" : "Optional")}; 'cnf' {(reading.Binding is null ? "absent" : "there")}");
        if (issuer.RequiresBinding && reading.Binding is null)
        {
            return (null, AuthenticationDenial.UnprovenCredential(
                $"JWT refused. Of issuer {issuer.Name}: it is bound to no key ('cnf'), and SenderConstrained is Required."));
        }

        trace?.Check("key", $"'kid' {reading.KeyId ?? "none"}, for {reading.Algorithm}");
        var (keys, key) = await issuer.Keys.FindAsync(reading.KeyId, reading.Algorithm, cancellationToken);
        if (keys is null || key is null)
        {
            return Refuse($"Of issuer {issuer.Name}: {(keys is null ? "its keys cannot be had or are stale; see log event 2002." : "no one key fits its 'kid' and 'alg'.")}");
        }

        trace?.Check("signature", reading.Algorithm);
        var result = await _handler.ValidateTokenAsync(token, issuer.ParametersFor(reading, key, asOf));
        return result.IsValid
            ? Accept(reading, issuer, keys, hash)
            : Refuse($"Of issuer {issuer.Name}: the signature does not verify ({result.Exception?.GetType().Name}).");
    }

    private (VerifiedToken? Token, StepOutcome<Caller> Denial) Accept(JwtReading token, JwtIssuer issuer, SigningKeySet keys, CredentialHash hash)
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

        var endsAt = token.ExpiresAt + issuer.ClockSkew;
        identity = identity with
        {
            Tenant = issuer.Tenant ?? identity.Tenant,
            CredentialId = token.TokenId,
            IssuedAt = token.IssuedAt,
            ExpiresAt = token.ExpiresAt,
            RefusedFrom = endsAt,
            Confirmation = token.Binding?.Confirmation ?? CallerConfirmation.None,
            Claims = token.Payload,
        };
        var caller = identity.ToCaller(CallerSchemes.Jwt, new ClaimsPrincipal(CallerPrincipal.Create(CallerSchemes.Jwt, identity, token.Claims)));
        var verified = new VerifiedToken(caller, issuer, keys, endsAt, clock.GetUtcNow() + options.TokenCacheLifetime, token.Binding);
        _cache.Add(hash, verified);
        return (verified, default);
    }

    private static (VerifiedToken? Token, StepOutcome<Caller> Denial) Refuse(string reason) =>
        (null, AuthenticationDenial.InvalidCredential($"JWT refused. {reason}"));
}
