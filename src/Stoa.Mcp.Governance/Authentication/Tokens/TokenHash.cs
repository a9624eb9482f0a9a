using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>SHA-256 of a token: what the cache remembers instead of the token.</summary>
internal readonly record struct TokenHash(ulong A, ulong B, ulong C, ulong D)
{
    private const int StackLimit = 2048;

    public static TokenHash Of(ReadOnlySpan<char> token)
    {
        // The credential is ASCII (checked when it was read): one byte a character.
        var ascii = token.Length <= StackLimit ? stackalloc byte[StackLimit] : new byte[token.Length];
        var length = Encoding.ASCII.GetBytes(token, ascii);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ascii[..length], hash);
        return new TokenHash(Word(hash, 0), Word(hash, 1), Word(hash, 2), Word(hash, 3));
    }

    /// <summary>Of any text.</summary>
    public static TokenHash OfText(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new TokenHash(Word(hash, 0), Word(hash, 1), Word(hash, 2), Word(hash, 3));
    }

    private static ulong Word(ReadOnlySpan<byte> hash, int index) => BinaryPrimitives.ReadUInt64LittleEndian(hash[(index * 8)..]);
}
