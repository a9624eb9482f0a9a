using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>
/// API keys of the form <c>sk_&lt;id&gt;_&lt;secret&gt;&lt;checksum&gt;</c>: a public id of 12 base62 characters, a secret of 43
/// (256 bits), and the CRC-32 of all before it in 6. The checksum is no protection; it lets a typing error be refused without a
/// look-up, and lets a secret scanner tell a key from chance.
/// </summary>
public static class ApiKey
{
    private const string Prefix = "sk_";
    private const int IdLength = 12;
    private const int SecretLength = 43;
    private const int SecretStart = 16;
    private const int ChecksumStart = SecretStart + SecretLength;
    private const int Length = ChecksumStart + Base62.Crc32Length;

    /// <summary>Makes a new key. Its text is in the result and nowhere else: hand it over, store the record.</summary>
    /// <param name="subject">Who will call with it.</param>
    /// <param name="tenant">The tenant it belongs to.</param>
    /// <exception cref="ArgumentException">A parameter is empty.</exception>
    public static NewApiKey Create(string subject, string tenant)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        ArgumentException.ThrowIfNullOrEmpty(tenant);

        var id = RandomNumberGenerator.GetString(Base62.Alphabet, IdLength);
        var secret = RandomNumberGenerator.GetString(Base62.Alphabet, SecretLength);
        var body = $"{Prefix}{id}_{secret}";
        var record = new ApiKeyRecord { KeyId = id, SecretHash = HashSecret(id, secret), Subject = subject, Tenant = tenant };
        return new NewApiKey(body + Base62.Crc32(body), record);
    }

    /// <summary>Splits a key of this form; false for any other text and for a wrong checksum.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out ApiKeyParts? parts)
    {
        ArgumentNullException.ThrowIfNull(text);
        parts = HasForm(text) && text.AsSpan(ChecksumStart).SequenceEqual(Base62.Crc32(text.AsSpan(0, ChecksumStart)))
            ? new ApiKeyParts(text.Substring(Prefix.Length, IdLength), text.Substring(SecretStart, SecretLength))
            : null;
        return parts is not null;
    }

    /// <summary>Whether the text looks like a key, whatever its checksum.</summary>
    internal static bool HasForm(string text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text[SecretStart - 1] == '_'
        && Base62.IsValid(text.AsSpan(Prefix.Length, IdLength)) && Base62.IsValid(text.AsSpan(SecretStart));

    /// <summary>Whether the text may be a key of this form, mistyped or not.</summary>
    internal static bool BeginsLikeOne(ReadOnlySpan<char> text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>
    /// SHA-256 over <c>&lt;id&gt;:&lt;secret&gt;</c> in UTF-8: what a store keeps. A fast hash is enough because the secret is 256
    /// random bits; there is nothing to guess that a slow one would protect.
    /// </summary>
    public static byte[] HashSecret(string keyId, string secret)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(secret);
        return SHA256.HashData(Encoding.UTF8.GetBytes($"{keyId}:{secret}"));
    }
}
