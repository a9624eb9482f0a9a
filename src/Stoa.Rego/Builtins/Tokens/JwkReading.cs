using System.Security.Cryptography;

namespace Stoa.Rego.Builtins;

/// <summary>JSON Web Keys (RFC 7517, RFC 7518 section 6, RFC 8037).</summary>
internal static class JwkReading
{
    private const int MostKeys = 1000;

    /// <summary>Reads one key or a set.</summary>
    /// <exception cref="BuiltinFailure">The text is no key or set, or a key of it is not supported.</exception>
    public static IReadOnlyList<TokenKey> Read(BuiltinContext context, string json)
    {
        try
        {
            var value = JsonBuiltins.Read(context, json) as RegoObject ?? throw new BuiltinFailure("it is no object");
            if (value.Find("keys") is not { } keys)
            {
                return [Key(value)];
            }

            var list = keys as RegoArray ?? throw new BuiltinFailure("'keys' is no array");
            return list.Count > MostKeys ? throw new BuiltinFailure("the set is too large") : [.. list.Select(key => Key(key as RegoObject))];
        }
        catch (Exception error) when (error is BuiltinFailure or RegoInputException or CryptographicException or ArgumentException)
        {
            throw new BuiltinFailure($"failed to parse a JWK key (set): {error.Message}");
        }
    }

    private static TokenKey Key(RegoObject? key)
    {
        var type = key is null ? "" : Text(key, "kty") ?? "";
        return type switch
        {
            "RSA" => Rsa(key!),
            "EC" => Ec(key!),
            "OKP" when Text(key!, "crv") == "Ed25519" => Bytes(key!, "d") is { } seed
                ? new EdTokenKey(Exactly(seed, Ed25519.KeyLength), isSecret: true) { Id = Id(key!), Algorithm = Algorithm(key!) }
                : new EdTokenKey(Exactly(Required(key!, "x"), Ed25519.KeyLength), isSecret: false) { Id = Id(key!), Algorithm = Algorithm(key!) },
            "oct" => new SecretTokenKey(Required(key!, "k")) { Id = Id(key!), Algorithm = Algorithm(key!) },
            _ => throw new BuiltinFailure($"the key type {RegoString.Of(type)} is not supported"),
        };
    }

    private static RsaTokenKey Rsa(RegoObject key)
    {
        var parameters = new RSAParameters { Modulus = Trimmed(Required(key, "n")), Exponent = Trimmed(Required(key, "e")) };
        if (Bytes(key, "d") is { } d)
        {
            var half = (parameters.Modulus.Length + 1) / 2;
            parameters.D = Padded(d, parameters.Modulus.Length);
            parameters.P = Padded(Required(key, "p"), half);
            parameters.Q = Padded(Required(key, "q"), half);
            parameters.DP = Padded(Required(key, "dp"), half);
            parameters.DQ = Padded(Required(key, "dq"), half);
            parameters.InverseQ = Padded(Required(key, "qi"), half);
        }

        return new RsaTokenKey(parameters) { Id = Id(key), Algorithm = Algorithm(key) };
    }

    private static EcTokenKey Ec(RegoObject key)
    {
        var (curve, length) = EcTokenKey.FindCurve(Text(key, "crv") ?? "") ?? throw new BuiltinFailure("the curve is not supported");
        var parameters = new ECParameters
        {
            Curve = curve,
            Q = new ECPoint { X = Padded(Required(key, "x"), length), Y = Padded(Required(key, "y"), length) },
            D = Bytes(key, "d") is { } d ? Padded(d, length) : null,
        };
        ECDsa.Create(parameters).Dispose(); // Refuses points that are not on the curve.
        return new EcTokenKey(parameters) { Id = Id(key), Algorithm = Algorithm(key) };
    }

    private static string Id(RegoObject key) => Text(key, "kid") ?? "";

    private static string Algorithm(RegoObject key) => Text(key, "alg") ?? "";

    private static string? Text(RegoObject key, string name) => key.Find(name) switch
    {
        null => null,
        RegoString text => text.Value,
        _ => throw new BuiltinFailure($"'{name}' is no string"),
    };

    private static byte[]? Bytes(RegoObject key, string name) =>
        Text(key, name) is { } text ? GoBase64.DecodeUrl(text.Replace('+', '-').Replace('/', '_')) : null;

    private static byte[] Required(RegoObject key, string name) => Bytes(key, name) is { Length: > 0 } bytes ? bytes : throw new BuiltinFailure($"'{name}' is missing");

    private static byte[] Trimmed(byte[] number) => number.AsSpan().TrimStart((byte)0).ToArray();

    private static byte[] Padded(byte[] number, int length)
    {
        var digits = number.AsSpan().TrimStart((byte)0);
        var padded = new byte[length];
        return digits.TryCopyTo(padded.AsSpan(Math.Max(0, length - digits.Length))) ? padded : throw new BuiltinFailure("a number is too long");
    }

    private static byte[] Exactly(byte[] bytes, int length) => bytes.Length == length ? bytes : throw new BuiltinFailure("a key has the wrong length");
}
