namespace Stoa.Rego.Builtins;

/// <summary>What <c>io.jwt.decode_verify</c> demands of a token.</summary>
internal sealed class TokenConstraints
{
    private IReadOnlyList<TokenKey>? _keys;
    private string _algorithm = "";
    private string _issuer = "";
    private string _audience = "";
    private double _nanoseconds = -1;

    private TokenConstraints()
    {
    }

    /// <exception cref="BuiltinFailure">A constraint is unknown or has the wrong type, or there is not exactly one that gives keys.</exception>
    public static TokenConstraints Read(BuiltinContext context, RegoObject members)
    {
        var constraints = new TokenConstraints();
        string? secret = null;
        foreach (var (key, value) in members)
        {
            switch ((key as RegoString)?.Value)
            {
                case "cert": constraints._keys = TokenKeyReading.Read(context, Text("cert", value)); break;
                case "secret": secret = Text("secret", value); break;
                case "alg": constraints._algorithm = Text("alg", value); break;
                case "iss": constraints._issuer = Text("iss", value); break;
                case "aud": constraints._audience = Text("aud", value); break;
                case "time": constraints._nanoseconds = Time(value); break;
                default: throw new BuiltinFailure($"unknown token validation constraint: {(key as RegoString)?.Value ?? key.ToString()}");
            }
        }

        if (constraints._nanoseconds < 0)
        {
            constraints._nanoseconds = (context.Now - DateTimeOffset.UnixEpoch).Ticks * (double)TimeSpan.NanosecondsPerTick;
        }

        if (!string.IsNullOrEmpty(secret))
        {
            constraints._keys = constraints._keys is null
                ? [new SecretTokenKey(Utf8Text.Bytes(secret))]
                : throw new BuiltinFailure("duplicate key constraints");
        }

        return constraints._keys is null ? throw new BuiltinFailure("no key constraint") : constraints;
    }

    /// <summary>Whether the header is one to go on with, and a key that goes with it made the signature.</summary>
    public bool AllowSignature(JsonWebToken token, TokenHeader header)
    {
        if (!header.IsValid || (_algorithm.Length > 0 && _algorithm != header.Algorithm))
        {
            return false;
        }

        var signature = token.Signature();
        return TokenAlgorithm.Find(header.Algorithm) is { } algorithm
            && KeyChoice.Of(_keys!, header).Any(key => key.Fits(algorithm) && key.Verifies(algorithm, token.Message, signature));
    }

    /// <summary>Whether issuer, audience and times are as demanded (RFC 7519 section 4.1).</summary>
    /// <exception cref="BuiltinFailure">A time is no number.</exception>
    public bool AllowClaims(RegoObject payload)
    {
        if (_issuer.Length > 0 && (payload.Find("iss") as RegoString)?.Value != _issuer)
        {
            return false;
        }

        if (payload.Find("aud") is { } audience ? !IsAudience(audience) : _audience.Length > 0)
        {
            return false;
        }

        var now = RegoNumber.Of(_nanoseconds / 1_000_000_000);
        return (Seconds(payload, "exp") is not { } expiry || now < expiry) && (Seconds(payload, "nbf") is not { } start || now >= start);
    }

    private bool IsAudience(RegoValue audience) =>
        audience is RegoString text ? text.Value == _audience : audience is RegoArray list && list.Contains(RegoString.Of(_audience));

    private static RegoNumber? Seconds(RegoObject payload, string claim) => payload.Find(claim) switch
    {
        null => null,
        RegoNumber number => number,
        _ => throw new BuiltinFailure($"{claim} value must be a number"),
    };

    private static string Text(string name, RegoValue value) =>
        value is RegoString text ? text.Value : throw new BuiltinFailure($"{name} constraint: must be a string");

    private static double Time(RegoValue value)
    {
        var time = value is RegoNumber number ? number.ToDouble() : throw new BuiltinFailure("token time constraint: must be a number");
        return !double.IsFinite(time) ? throw new BuiltinFailure("token time constraint: unvalid float64")
            : time < 0 ? throw new BuiltinFailure("token time constraint: must not be negative")
            : time;
    }
}
