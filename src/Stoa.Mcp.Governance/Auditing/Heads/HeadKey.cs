using System.Buffers.Text;
using System.Security.Cryptography;

namespace Stoa.Mcp.Governance.Auditing.Heads;

/// <summary>The private key that signs heads: ECDSA on P-256 with SHA-256 (FIPS 186-5), signatures as <c>r||s</c> (IEEE P1363).</summary>
internal sealed class HeadKey : IDisposable
{
    private readonly ECDsa _key;

    private HeadKey(ECDsa key)
    {
        _key = key;
        var publicKey = key.ExportSubjectPublicKeyInfo();
        PublicKey = Base64Url.EncodeToString(publicKey);
        Id = Base64Url.EncodeToString(SHA256.HashData(publicKey));
    }

    /// <summary>Names the key: base64url of the SHA-256 of <see cref="PublicKey"/>'s bytes.</summary>
    public string Id { get; }

    /// <summary>The public key, base64url of its SubjectPublicKeyInfo (RFC 5280).</summary>
    public string PublicKey { get; }

    /// <summary>Reads a PEM private key, PKCS#8 or SEC1.</summary>
    /// <exception cref="FormatException">It is none, or not on P-256; the text is not quoted.</exception>
    public static HeadKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            var isP256 = key.ExportParameters(includePrivateParameters: true).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;
            return isP256 ? new HeadKey(key) : throw new FormatException("The key is not on the curve P-256.");
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new FormatException("The file is no PEM private key for ECDSA on P-256.", exception);
        }
    }

    /// <summary>A new private key, as PEM.</summary>
    public static string NewPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Signs bytes; base64url of the 64 bytes of the signature.</summary>
    public string Sign(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(_key.SignData(bytes, HashAlgorithmName.SHA256));

    public void Dispose() => _key.Dispose();
}
