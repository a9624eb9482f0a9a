using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stoa.Mcp.Governance.Authentication.Tokens;

namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>The public key inside a proof (<c>jwk</c>; RFC 7517), of which nothing is known but that it verifies the proof.</summary>
internal sealed class ProofKey
{
    private const int SmallestRsaBytes = 2048 / 8;

    // Bounds what one verification costs, with the exponent.
    private const int LargestRsaBytes = 4096 / 8;
    private const int LargestExponentBytes = 4;

    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    private readonly string _first;
    private readonly string _second;
    private readonly string? _curve;

    private ProofKey(string? curve, string first, string second)
    {
        (_curve, _first, _second) = (curve, first, second);

        // RFC 7638, section 3.2: the required members alone, in lexicographic order, without space.
        var canonical = curve is null
            ? $$"""{"e":"{{second}}","kty":"RSA","n":"{{first}}"}"""
            : $$"""{"crv":"{{curve}}","kty":"EC","x":"{{first}}","y":"{{second}}"}""";
        Thumbprint = SHA256.HashData(Encoding.ASCII.GetBytes(canonical));
    }

    /// <summary>SHA-256 of the key (RFC 7638).</summary>
    public byte[] Thumbprint { get; }

    /// <summary>Reads a key that fits the algorithm; null where there is none, or where it holds more than its public half.</summary>
    public static ProofKey? Read(JsonElement jwk, string algorithm)
    {
        if (jwk.ValueKind != JsonValueKind.Object || Array.Exists(PrivateMembers, member => jwk.TryGetProperty(member, out _)))
        {
            return null;
        }

        return (StrictJws.Text(jwk, "kty"), JwtAlgorithms.IsRsa(algorithm)) switch
        {
            ("RSA", true) => ReadRsa(jwk),
            ("EC", false) => ReadEc(jwk, JwtAlgorithms.CurveOf(algorithm)),
            _ => null,
        };
    }

    /// <summary>The key as the platform verifies with; null for numbers that are no key.</summary>
    public AsymmetricAlgorithm? Import()
    {
        try
        {
            return _curve is null
                ? RSA.Create(new RSAParameters { Modulus = Bytes(_first), Exponent = Bytes(_second) })
                : ECDsa.Create(new ECParameters { Curve = CurveOf(_curve), Q = new ECPoint { X = Bytes(_first), Y = Bytes(_second) } });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether the key, imported, signed the proof.</summary>
    public static bool Verifies(AsymmetricAlgorithm key, ProofReading proof)
    {
        var hash = proof.Algorithm[^3..] switch
        {
            "256" => HashAlgorithmName.SHA256,
            "384" => HashAlgorithmName.SHA384,
            _ => HashAlgorithmName.SHA512,
        };
        try
        {
            return key is RSA rsa
                ? rsa.VerifyData(proof.Signed, proof.Signature.Span, hash, proof.Algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)
                : ((ECDsa)key).VerifyData(proof.Signed, proof.Signature.Span, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static ProofKey? ReadRsa(JsonElement jwk)
    {
        var (modulus, exponent) = (StrictJws.Text(jwk, "n") ?? "", StrictJws.Text(jwk, "e") ?? "");
        var n = StrictJws.Decode(modulus).Span;
        var e = StrictJws.Decode(exponent).Span;

        // A leading zero would give one key two thumbprints (RFC 7518, section 6.3.1.1).
        return n.Length is >= SmallestRsaBytes and <= LargestRsaBytes && n[0] != 0
            && e.Length is > 0 and <= LargestExponentBytes && e[0] != 0 && (e[^1] & 1) == 1 && !(e.Length == 1 && e[0] == 1)
                ? new ProofKey(null, modulus, exponent)
                : null;
    }

    private static ProofKey? ReadEc(JsonElement jwk, string curve)
    {
        var (x, y) = (StrictJws.Text(jwk, "x") ?? "", StrictJws.Text(jwk, "y") ?? "");
        var size = curve switch { "P-256" => 32, "P-384" => 48, _ => 66 };
        return StrictJws.Text(jwk, "crv") == curve && StrictJws.Decode(x).Length == size && StrictJws.Decode(y).Length == size
            ? new ProofKey(curve, x, y)
            : null;
    }

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);

    private static ECCurve CurveOf(string curve) => curve switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    };
}
