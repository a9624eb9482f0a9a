using System.Numerics;

namespace Stoa.Rego.Builtins;

/// <summary>A public key, and its algorithm's number, in the shape of Go's.</summary>
/// <param name="Algorithm">Of Go's <c>x509.PublicKeyAlgorithm</c>.</param>
/// <param name="Key">The key, or <c>null</c> where the algorithm is not known.</param>
internal sealed record PublicKeyShape(int Algorithm, RegoValue Key)
{
    private static readonly Dictionary<string, int> Curves = new()
    {
        ["1.3.132.0.33"] = 28,
        ["1.2.840.10045.3.1.7"] = 32,
        ["1.3.132.0.34"] = 48,
        ["1.3.132.0.35"] = 66,
    };

    public static PublicKeyShape Of(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var info = Der.Reader(subjectPublicKeyInfo).ReadSequence();
        var algorithm = info.ReadSequence();
        var identifier = algorithm.ReadObjectIdentifier();
        var key = info.ReadBitString(out _);
        return identifier switch
        {
            "1.2.840.113549.1.1.1" => Rsa(key),
            "1.2.840.10040.4.1" => new PublicKeyShape(2, RegoNull.Instance),
            "1.2.840.10045.2.1" => Ec(algorithm.ReadObjectIdentifier(), key),
            "1.3.101.112" => new PublicKeyShape(4, Der.Base64(key)),
            _ => new PublicKeyShape(0, RegoNull.Instance),
        };
    }

    private static PublicKeyShape Rsa(ReadOnlyMemory<byte> key)
    {
        var numbers = Der.Reader(key).ReadSequence();
        return new PublicKeyShape(1, RegoObject.Of(("N", RegoNumber.Of(Der.Number(numbers))), ("E", RegoNumber.Of(Der.Number(numbers)))));
    }

    private static PublicKeyShape Ec(string curve, ReadOnlyMemory<byte> point)
    {
        if (!Curves.TryGetValue(curve, out var length))
        {
            throw new BuiltinFailure("x509: unsupported elliptic curve");
        }

        if (point.Length != 1 + (2 * length) || point.Span[0] != 4)
        {
            throw new BuiltinFailure("x509: failed to unmarshal elliptic curve point");
        }

        return new PublicKeyShape(3, RegoObject.Of(
            ("Curve", RegoObject.Empty), ("X", Coordinate(point.Span[1..(1 + length)])), ("Y", Coordinate(point.Span[(1 + length)..]))));
    }

    private static RegoNumber Coordinate(ReadOnlySpan<byte> bytes) => RegoNumber.Of(new BigInteger(bytes, isUnsigned: true, isBigEndian: true));
}
