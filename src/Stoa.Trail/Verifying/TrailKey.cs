using System.Buffers.Text;
using System.Security.Cryptography;

namespace Stoa.Trail.Verifying;

/// <summary>
/// A public key that heads are signed with: ECDSA on P-256 (FIPS 186-5), signatures over SHA-256 as <c>r||s</c> (IEEE P1363). Used by one
/// thread at a time.
/// </summary>
public sealed class TrailKey : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private readonly ECDsa _key;

    private TrailKey(ECDsa key)
    {
        _key = key;
        Id = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>Base64url, without padding, of the SHA-256 over the key's SubjectPublicKeyInfo in DER (RFC 5280).</summary>
    public string Id { get; }

    /// <summary>Reads a public key (<c>BEGIN PUBLIC KEY</c>), or takes the public one of a private key.</summary>
    /// <exception cref="FormatException">The text is no key, or one of another kind.</exception>
    public static TrailKey FromPem(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return Import(key => key.ImportFromPem(pem));
    }

    /// <summary>Reads a SubjectPublicKeyInfo in DER, as a segment's <c>public_key</c> has it in base64url.</summary>
    /// <exception cref="FormatException">The bytes are no key, or one of another kind.</exception>
    public static TrailKey FromSubjectPublicKeyInfo(ReadOnlySpan<byte> der)
    {
        var bytes = der.ToArray();
        return Import(key =>
        {
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            if (read != bytes.Length)
            {
                throw new CryptographicException("Bytes follow the key.");
            }
        });
    }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    internal bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        _key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static TrailKey Import(Action<ECDsa> import)
    {
        var key = ECDsa.Create();
        try
        {
            import(key);
            return key.ExportParameters(false).Curve.Oid?.Value == P256
                ? new TrailKey(key)
                : throw new FormatException("The key is not one on the curve P-256.");
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new FormatException($"There is no ECDSA key: {exception.Message}", exception);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
