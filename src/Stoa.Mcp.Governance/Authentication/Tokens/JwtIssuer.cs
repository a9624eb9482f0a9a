using System.Collections.Frozen;
using System.Globalization;
using Microsoft.IdentityModel.Tokens;
using Stoa.Mcp.Governance.Authentication.Claims;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Authentication.SigningKeys;
using Stoa.Mcp.Governance.Authentication.Tracing;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>One configured issuer, ready to judge tokens.</summary>
internal sealed class JwtIssuer(JwtIssuerOptions options, SigningKeySource keys)
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
    /// <param name="token">The token.</param>
    /// <param name="asOf">When it came.</param>
    public string? Refuse(JwtReading token, DateTimeOffset asOf)
    {
        var trace = VerificationTrace.Current;
        trace?.Check("algorithm", $"'alg' {token.Algorithm}");
        if (!_algorithms.Contains(token.Algorithm))
        {
            return $"its algorithm is not among Algorithms ({string.Join(", ", _algorithms.Order(StringComparer.Ordinal))}).";
        }

        trace?.Check("type", $"'typ' {token.Type ?? "none"}; accepted: {string.Join(", ", _types.Select(type => type.Length == 0 ? "none" : type))}");
        if (!_types.Contains(token.Type ?? ""))
        {
            return "its 'typ' is not among TokenTypes.";
        }

        trace?.Check("audience", $"'aud' {string.Join(", ", token.Audiences)}; accepted: {string.Join(", ", _audiences)}");
        var accepted = token.Audiences.Count(_audiences.Contains);
        if (accepted == 0)
        {
            return "its 'aud' is not among Audiences.";
        }

        if (accepted < token.Audiences.Count && !options.AllowOtherAudiences)
        {
            return "its 'aud' names others beside this server; set AllowOtherAudiences to accept that.";
        }

        trace?.Check("time", DescribeTime(token, asOf));
        return RefuseTime(token, asOf);
    }

    /// <summary>What the library verifies: all it can, once more, against this one key.</summary>
    public TokenValidationParameters ParametersFor(JwtReading token, SigningKey key, DateTimeOffset asOf) => new()
    {
        ValidIssuer = options.Issuer,
        ValidAudiences = options.Audiences,
        ValidAlgorithms = [token.Algorithm],
        IssuerSigningKey = key.Key,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        RequireAudience = true,
        LifetimeValidator = (_, _, _, _) => RefuseTime(token, asOf) is null,
    };

    private string DescribeTime(JwtReading token, DateTimeOffset now)
    {
        var left = token.ExpiresAt - now;
        var distance = left.Duration().ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);
        var start = token.NotBefore is { } notBefore ? $", 'nbf' {notBefore:O}" : "";
        return $"'exp' {token.ExpiresAt:O}, {distance} {(left < TimeSpan.Zero ? "ago" : "from now")}{start}; now {now:O}, clock skew {ClockSkew}";
    }

    private string? RefuseTime(JwtReading token, DateTimeOffset now)
    {
        if (now - ClockSkew >= token.ExpiresAt)
        {
            return "it has expired.";
        }

        return token.NotBefore > now + ClockSkew ? "it is not valid yet ('nbf')." : null;
    }
}
