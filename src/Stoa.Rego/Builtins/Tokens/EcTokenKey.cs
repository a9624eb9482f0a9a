using System.Security.Cryptography;

namespace Stoa.Rego.Builtins;

/// <summary>A key of one of the NIST curves.</summary>
internal sealed class EcTokenKey(ECParameters parameters) : TokenKey
{
    private static readonly Dictionary<string, (string Curve, string Algorithm, int Length)> Curves = new()
    {
        ["1.2.840.10045.3.1.7"] = ("P-256", "ES256", 32),
        ["1.3.132.0.34"] = ("P-384", "ES384", 48),
        ["1.3.132.0.35"] = ("P-521", "ES512", 66),
    };

    private (string Curve, string Algorithm, int Length) Curve => Curves[parameters.Curve.Oid.Value!];

    /// <summary>The curve of a JWK's <c>crv</c>, or null.</summary>
    public static (ECCurve Curve, int Length)? FindCurve(string name)
    {
        foreach (var (oid, curve) in Curves)
        {
            if (curve.Curve == name)
            {
                return (ECCurve.CreateFromValue(oid), curve.Length);
            }
        }

        return null;
    }

    /// <summary>The <c>crv</c> of a curve that is supported, or null.</summary>
    public static string? NameOf(ECCurve curve) =>
        curve.IsNamed && curve.Oid.Value is { } oid && Curves.TryGetValue(oid, out var found) ? found.Curve : null;

    public override bool Fits(TokenAlgorithm algorithm) => Curve.Algorithm == algorithm.Name;

    // A signature is two numbers, one half each, of any length.
    public override bool Verifies(TokenAlgorithm algorithm, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var half = signature.Length / 2;
        var fixedLength = new byte[Curve.Length * 2];
        if (algorithm.Scheme != TokenScheme.Ecdsa || parameters.D is not null
            || !Place(signature[..half], fixedLength.AsSpan(0, Curve.Length)) || !Place(signature[half..], fixedLength.AsSpan(Curve.Length)))
        {
            return false;
        }

        try
        {
            using var ecdsa = ECDsa.Create(parameters);
            return ecdsa.VerifyData(message, fixedLength, algorithm.Hash);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public override byte[] Sign(TokenAlgorithm algorithm, ReadOnlySpan<byte> message)
    {
        if (algorithm.Scheme != TokenScheme.Ecdsa || !Fits(algorithm) || parameters.D is null)
        {
            throw CannotSign(algorithm);
        }

        try
        {
            using var ecdsa = ECDsa.Create(parameters);
            return ecdsa.SignData(message.ToArray(), algorithm.Hash);
        }
        catch (CryptographicException error)
        {
            throw new BuiltinFailure($"the EC key cannot sign: {error.Message}");
        }
    }

    private static bool Place(ReadOnlySpan<byte> number, Span<byte> place)
    {
        number = number.TrimStart((byte)0);
        return number.Length <= place.Length && number.TryCopyTo(place[(place.Length - number.Length)..]);
    }
}
