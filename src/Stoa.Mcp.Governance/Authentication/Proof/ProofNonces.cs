using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>
/// Nonces of proofs (RFC 9449, section 9) that need no memory: the time they were made, and a MAC over it. They bound how far ahead a proof
/// can be made; that none is used twice is for the replay cache to say.
/// </summary>
internal sealed class ProofNonces(ProofOptions options, TimeProvider clock)
{
    public const int KeyBytes = 32;

    private const int TimeBytes = sizeof(long);
    private const int MacBytes = 16;

    private readonly byte[] _key = options.NonceKeyFile is null
        ? RandomNumberGenerator.GetBytes(KeyBytes)
        : TryReadKey(options.NonceKeyFile, out var key) ? key : throw new InvalidOperationException("The key of nonces cannot be read any more.");

    public bool Required => options.RequireNonce;

    /// <summary>A nonce that is good from now on.</summary>
    public string Create()
    {
        Span<byte> nonce = stackalloc byte[TimeBytes + MacBytes];
        Write(nonce, clock.GetUtcNow().ToUnixTimeSeconds());
        return Base64Url.EncodeToString(nonce);
    }

    /// <summary>Whether this server, or one with the same key, made the nonce within its lifetime.</summary>
    public bool Holds(string? nonce)
    {
        Span<byte> given = stackalloc byte[TimeBytes + MacBytes];
        if (nonce is null || nonce.Length != Base64Url.GetEncodedLength(given.Length)
            || Base64Url.DecodeFromChars(nonce, given, out _, out var written) != OperationStatus.Done || written != given.Length)
        {
            return false;
        }

        var madeAt = BinaryPrimitives.ReadInt64BigEndian(given);
        Span<byte> expected = stackalloc byte[TimeBytes + MacBytes];
        Write(expected, madeAt);
        var age = clock.GetUtcNow().ToUnixTimeSeconds() - madeAt;
        return CryptographicOperations.FixedTimeEquals(given, expected)
            && age <= options.NonceLifetime.TotalSeconds && age >= -options.ClockSkew.TotalSeconds;
    }

    public static bool TryReadKey(string path, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        try
        {
            var read = Convert.FromBase64String(File.ReadAllText(path).Trim());
            key = read.Length == KeyBytes ? read : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            // Told by the result.
        }

        return key is not null;
    }

    private void Write(Span<byte> nonce, long madeAt)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, madeAt);
        HMACSHA256.HashData(_key, nonce[..TimeBytes], mac);
        mac[..MacBytes].CopyTo(nonce[TimeBytes..]);
    }
}
