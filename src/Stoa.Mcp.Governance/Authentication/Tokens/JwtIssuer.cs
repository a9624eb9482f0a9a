using System.Collections.Frozen;
using Microsoft.IdentityModel.Tokens;
using Stoa.Mcp.Governance.Authentication.Claims;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Authentication.SigningKeys;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>One configured issuer, ready to judge tokens.</summary>
internal sealed class JwtIssuer(JwtIssuerOptions options, SigningKeySource keys, TimeProvider clock)
{
    private static readonly string[] DefaultTypes = ["at+jwt", "application/at+jwt", "JWT", ""];

    private readonly FrozenSet<string> _audiences = options.Audiences.ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> _algorithms =
        (options.Algorithms.Count > 0 ? options.Algorithms : [.. JwtAlgorithms.Default]).ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> _types =
        (options.TokenTypes.Count > 0 ? options.TokenTypes : DefaultTypes).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public string Name => options.Issuer;

    public string? Tenant => options.Tenant;

    public TimeSpan ClockSkew => options.ClockSkew;

    public bool RequiresBinding => options.SenderConstrained == SenderConstraint.Required;

    public SigningKeySource Keys => keys;

    public ClaimMapping Mapping { get; } = new(options);

    /// <summary>Why the token is not for us, or null. Everything but the signature, which is dearer than all of this.</summary>
    public string? Refuse(JwtReading token)
    {
        if (!_algorithms.Contains(token.Algorithm))
        {
            return $"its algorithm is not among Algorithms ({string.Join(", ", _algorithms.Order(StringComparer.Ordinal))}).";
        }

        if (!_types.Contains(token.Type ?? ""))
        {
            return "its 'typ' is not among TokenTypes.";
        }

        var accepted = token.Audiences.Count(_audiences.Contains);
        if (accepted == 0)
        {
            return "its 'aud' is not among Audiences.";
        }

        return accepted < token.Audiences.Count && !options.AllowOtherAudiences
            ? "its 'aud' names others beside this server; set AllowOtherAudiences to accept that."
            : RefuseTime(token.NotBefore, token.ExpiresAt);
    }

    /// <summary>What the library verifies: all it can, once more, against this one key.</summary>
    public TokenValidationParameters ParametersFor(JwtReading token, SigningKey key) => new()
    {
        ValidIssuer = options.Issuer,
        ValidAudiences = options.Audiences,
        ValidAlgorithms = [token.Algorithm],
        IssuerSigningKey = key.Key,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        RequireAudience = true,
        LifetimeValidator = (_, _, _, _) => RefuseTime(token.NotBefore, token.ExpiresAt) is null,
    };

    private string? RefuseTime(DateTimeOffset? notBefore, DateTimeOffset expiresAt)
    {
        var now = clock.GetUtcNow();
        if (now - ClockSkew >= expiresAt)
        {
            return "it has expired.";
        }

        return notBefore > now + ClockSkew ? "it is not valid yet ('nbf')." : null;
    }
}
