using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>SHA-256 of a credential: what is remembered instead of it.</summary>
internal readonly record struct CredentialHash(ulong A, ulong B, ulong C, ulong D)
{
    private const int StackLimit = 2048;

    public static CredentialHash Of(ReadOnlySpan<char> token)
    {
        // The credential is ASCII (checked when it was read): one byte a character.
        var ascii = token.Length <= StackLimit ? stackalloc byte[StackLimit] : new byte[token.Length];
        var length = Encoding.ASCII.GetBytes(token, ascii);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ascii[..length], hash);
        return From(hash);
    }

    /// <summary>Of any text.</summary>
    public static CredentialHash OfText(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return From(hash);
    }

    /// <summary>Of what is a SHA-256 already: 32 bytes.</summary>
    public static CredentialHash OfDigest(ReadOnlySpan<byte> hash) => From(hash);

    /// <summary>Of a certificate and those that were sent along.</summary>
    public static CredentialHash Of(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (intermediates.Count == 0)
        {
            SHA256.HashData(certificate.RawDataMemory.Span, hash);
            return From(hash);
        }

        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        all.AppendData(certificate.RawDataMemory.Span);
        foreach (var intermediate in intermediates)
        {
            all.AppendData(intermediate.RawDataMemory.Span);
        }

        all.GetHashAndReset(hash);
        return From(hash);
    }

    private static CredentialHash From(ReadOnlySpan<byte> hash) => new(Word(hash, 0), Word(hash, 1), Word(hash, 2), Word(hash, 3));

    private static ulong Word(ReadOnlySpan<byte> hash, int index) => BinaryPrimitives.ReadUInt64LittleEndian(hash[(index * 8)..]);
}
