using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Stoa.Rego.Builtins;

/// <summary>A private key, in the shapes of Go's keys as JSON and of a JWK.</summary>
/// <param name="Go">As Go marshals it.</param>
/// <param name="Jwk">As a JSON Web Key.</param>
/// <param name="PublicKey">The public half, in Go's shape, to tell whether a certificate is of this key.</param>
internal sealed record PrivateKeyShape(RegoValue Go, RegoObject Jwk, RegoValue PublicKey)
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string Ec = "1.2.840.10045.2.1";
    private const string Ed = "1.3.101.112";

    /// <summary>Reads the content of a PEM block of a private key. Null where the block is none.</summary>
    public static PrivateKeyShape? Of(BuiltinContext context, PemBlock block) => block.Type switch
    {
        "RSA PRIVATE KEY" => Der.Read(context, block.Bytes, "x509: failed to parse private key", reader => OfRsa(reader.ReadSequence())),
        "EC PRIVATE KEY" => Der.Read(context, block.Bytes, "x509: failed to parse EC private key", reader => OfEc(block.Bytes)),
        "PRIVATE KEY" => Der.Read(context, block.Bytes, "x509: failed to parse PKCS#8 private key", reader => OfPkcs8(reader.ReadSequence(), block.Bytes)),
        _ => null,
    };

    private static PrivateKeyShape OfPkcs8(AsnReader info, byte[] bytes)
    {
        Der.Number(info);
        var algorithm = info.ReadSequence().ReadObjectIdentifier();
        ReadOnlyMemory<byte> key = info.ReadOctetString();
        return algorithm switch
        {
            Rsa => OfRsa(Der.Reader(key).ReadSequence()),
            Ec => OfEc(bytes, isPkcs8: true),
            Ed => OfEd(Der.Reader(key).ReadOctetString()),
            _ => throw new BuiltinFailure($"x509: PKCS#8 wrapping contained private key with unknown algorithm: {algorithm}"),
        };
    }

    private static PrivateKeyShape OfRsa(AsnReader numbers)
    {
        Der.Number(numbers);
        var (n, e, d, p, q) = (Der.Number(numbers), Der.Number(numbers), Der.Number(numbers), Der.Number(numbers), Der.Number(numbers));
        var isKey = p > 1 && q > 1 && d > 0 && e > 0 && p * q == n && (d * e % (p - 1)).IsOne && (d * e % (q - 1)).IsOne;
        if (!isKey)
        {
            throw new BuiltinFailure("crypto/rsa: the numbers make no key");
        }

        var (dp, dq, qi) = (d % (p - 1), d % (q - 1), Inverse(q, p));
        var publicKey = RegoObject.Of(("N", RegoNumber.Of(n)), ("E", RegoNumber.Of(e)));
        var go = RegoObject.Of(
            ("N", RegoNumber.Of(n)),
            ("E", RegoNumber.Of(e)),
            ("D", RegoNumber.Of(d)),
            ("Primes", RegoArray.Of(RegoNumber.Of(p), RegoNumber.Of(q))),
            ("Precomputed", RegoObject.Of(("Dp", RegoNumber.Of(dp)), ("Dq", RegoNumber.Of(dq)), ("Qinv", RegoNumber.Of(qi)), ("CRTValues", RegoArray.Empty))));
        var jwk = RegoObject.Of(
            ("kty", "RSA"), ("n", Url(n)), ("e", Url(e)), ("d", Url(d)), ("p", Url(p)), ("q", Url(q)), ("dp", Url(dp)), ("dq", Url(dq)), ("qi", Url(qi)));
        return new PrivateKeyShape(go, jwk, publicKey);
    }

    // Euclid's algorithm, of which only one factor is kept.
    private static BigInteger Inverse(BigInteger value, BigInteger modulus)
    {
        var (low, high) = (value % modulus, modulus);
        var (factor, other) = (BigInteger.One, BigInteger.Zero);
        while (!low.IsZero)
        {
            var quotient = BigInteger.DivRem(high, low, out var rest);
            (low, high) = (rest, low);
            (factor, other) = (other - (quotient * factor), factor);
        }

        return high.IsOne ? (other % modulus + modulus) % modulus : throw new BuiltinFailure("crypto/rsa: the numbers make no key");
    }

    private static PrivateKeyShape OfEc(byte[] bytes, bool isPkcs8 = false)
    {
        try
        {
            using var ecdsa = ECDsa.Create();
            if (isPkcs8)
            {
                ecdsa.ImportPkcs8PrivateKey(bytes, out _);
            }
            else
            {
                ecdsa.ImportECPrivateKey(bytes, out _);
            }

            return OfEc(ecdsa.ExportParameters(includePrivateParameters: true));
        }
        catch (CryptographicException error)
        {
            throw new BuiltinFailure($"x509: failed to parse EC private key: {error.Message}");
        }
    }

    private static PrivateKeyShape OfEc(ECParameters key)
    {
        var curve = EcTokenKey.NameOf(key.Curve) ?? throw new BuiltinFailure("x509: unknown elliptic curve");
        var publicKey = RegoObject.Of(("Curve", RegoObject.Empty), ("X", Number(key.Q.X)), ("Y", Number(key.Q.Y)));
        var go = RegoObject.Of(("Curve", RegoObject.Empty), ("X", Number(key.Q.X)), ("Y", Number(key.Q.Y)), ("D", Number(key.D)));
        var jwk = RegoObject.Of(
            ("kty", "EC"), ("crv", curve), ("x", GoBase64.EncodeUrl(key.Q.X)), ("y", GoBase64.EncodeUrl(key.Q.Y)), ("d", GoBase64.EncodeUrl(key.D)));
        return new PrivateKeyShape(go, jwk, publicKey);
    }

    private static PrivateKeyShape OfEd(byte[] seed)
    {
        if (seed.Length != Ed25519.KeyLength)
        {
            throw new BuiltinFailure($"x509: invalid Ed25519 private key length: {seed.Length}");
        }

        var publicKey = Ed25519.PublicKey(seed);
        var jwk = RegoObject.Of(("kty", "OKP"), ("crv", "Ed25519"), ("x", GoBase64.EncodeUrl(publicKey)), ("d", GoBase64.EncodeUrl(seed)));
        return new PrivateKeyShape(Der.Base64((byte[])[.. seed, .. publicKey]), jwk, Der.Base64(publicKey));
    }

    private static RegoNumber Number(byte[]? bytes) => RegoNumber.Of(new BigInteger(bytes, isUnsigned: true, isBigEndian: true));

    private static RegoString Url(BigInteger number) => RegoString.Of(GoBase64.EncodeUrl(number.ToByteArray(isUnsigned: true, isBigEndian: true)));
}
