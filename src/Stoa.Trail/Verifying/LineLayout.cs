using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Stoa.Trail.Verifying;

/// <summary>The bytes that every line has in fixed places (docs/audit.md "Format"), read as they stand, before any JSON is.</summary>
internal readonly ref struct LineLayout
{
    /// <summary>Hex digits of a hash.</summary>
    public const int HashDigits = SHA256.HashSizeInBytes * 2;

    /// <summary>Bytes of <c>,"hash":"</c>, the digits, and <c>"}</c>.</summary>
    public const int TailBytes = 75;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    private LineLayout(long sequence, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> hashed, ReadOnlySpan<byte> hash)
    {
        Sequence = sequence;
        Previous = previous;
        Hashed = hashed;
        Hash = hash;
    }


    public long Sequence { get; }

    public ReadOnlySpan<byte> Previous { get; }

    /// <summary>What the hash covers.</summary>
    public ReadOnlySpan<byte> Hashed { get; }

    public ReadOnlySpan<byte> Hash { get; }

    /// <summary>Reads the layout; what is wrong with it, or null.</summary>
    public static string? Read(ReadOnlySpan<byte> line, out LineLayout layout)
    {
        layout = default;
        if (line.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E))
        {
            return "has a byte that is not printable ASCII";
        }

        var end = Math.Max(0, line.Length - TailBytes);
        var hashed = line[..end];
        var tail = line[end..];
        if (!Takes(ref tail, ",\"hash\":\""u8) || !TakesHash(ref tail, out var hash) || !tail.SequenceEqual("\"}"u8))
        {
            return "does not end in a hash";
        }

        return ReadBegin(hashed, hash, out layout);
    }

    /// <summary>Whether the line hashes to what it says.</summary>
    public bool HashIsRight()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> digits = stackalloc byte[HashDigits];
        SHA256.HashData(Hashed, hash);
        return Convert.TryToHexStringLower(hash, digits, out _) && digits.SequenceEqual(Hash);
    }

    private static string? ReadBegin(ReadOnlySpan<byte> hashed, ReadOnlySpan<byte> hash, out LineLayout layout)
    {
        layout = default;
        var rest = hashed;
        if (!Takes(ref rest, "{\"schema_version\":"u8))
        {
            return "does not begin with schema_version";
        }

        if (!Takes(ref rest, "1,"u8))
        {
            return "has a schema_version other than 1";
        }

        if (!Takes(ref rest, "\"seq\":"u8) || !TakesSequence(ref rest, out var sequence))
        {
            return "has no seq behind schema_version";
        }

        if (!Takes(ref rest, ",\"prev\":\""u8) || !TakesHash(ref rest, out var previous) || !Takes(ref rest, "\",\"kind\":\""u8))
        {
            return "has no prev and kind behind seq";
        }

        layout = new LineLayout(sequence, previous, hashed, hash);
        return null;
    }

    private static bool Takes(scoped ref ReadOnlySpan<byte> rest, scoped ReadOnlySpan<byte> text)
    {
        var found = rest.StartsWith(text);
        rest = found ? rest[text.Length..] : rest;
        return found;
    }

    private static bool TakesHash(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> hash)
    {
        hash = rest[..Math.Min(HashDigits, rest.Length)];
        rest = rest[hash.Length..];
        return hash.Length == HashDigits && !hash.ContainsAnyExcept(HexDigits);
    }

    // One way to write a number: no sign, no leading zero.
    private static bool TakesSequence(scoped ref ReadOnlySpan<byte> rest, out long sequence)
    {
        sequence = 0;
        if (rest.IsEmpty || rest[0] is < (byte)'1' or > (byte)'9' || !Utf8Parser.TryParse(rest, out sequence, out var used))
        {
            return false;
        }

        rest = rest[used..];
        return true;
    }
}
