using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stoa.Rego.Builtins;

/// <summary>Keys that verify tokens, from what a policy gives: a PEM certificate or public key, a JWK or a set of them.</summary>
internal static class TokenKeyReading
{
    private const string Ed25519Oid = "1.3.101.112";

    /// <exception cref="BuiltinFailure">The text is none of these.</exception>
    public static IReadOnlyList<TokenKey> Read(BuiltinContext context, string text)
    {
        var rest = text.AsSpan();
        if (PemBlock.Take(context, ref rest) is not { } block)
        {
            // Keys for algorithms that are not known here cannot be the token's.
            return [.. JwkReading.Read(context, text).Where(key => key.Algorithm.Length == 0 || TokenAlgorithm.Find(key.Algorithm) is not null)];
        }

        if (rest.Length > 0)
        {
            throw new BuiltinFailure("extra data after a PEM certificate block");
        }

        return block.Type switch
        {
            PemBlock.Certificate => [Guarded("failed to parse a PEM certificate", () => OfCertificate(block.Bytes))],
            "PUBLIC KEY" => [Guarded("failed to parse a PEM public key", () => OfPublicKey(PublicKey.CreateFromSubjectPublicKeyInfo(block.Bytes, out _)))],
            _ => throw new BuiltinFailure("failed to extract a Key from the PEM certificate"),
        };
    }

    private static TokenKey OfCertificate(byte[] bytes)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(bytes);
        return OfPublicKey(certificate.PublicKey);
    }

    private static TokenKey OfPublicKey(PublicKey key)
    {
        if (key.Oid.Value == Ed25519Oid)
        {
            return new EdTokenKey(key.EncodedKeyValue.RawData, isSecret: false);
        }

        using var rsa = key.GetRSAPublicKey();
        if (rsa is not null)
        {
            return new RsaTokenKey(rsa.ExportParameters(includePrivateParameters: false));
        }

        using var ecdsa = key.GetECDsaPublicKey();
        var parameters = ecdsa?.ExportParameters(includePrivateParameters: false);
        return parameters is { } named && EcTokenKey.NameOf(named.Curve) is not null
            ? new EcTokenKey(named)
            : throw new CryptographicException("the key's algorithm is not supported");
    }

    private static TokenKey Guarded(string failure, Func<TokenKey> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or BuiltinFailure or NotSupportedException)
        {
            throw new BuiltinFailure($"{failure}: {error.Message}");
        }
    }
}
