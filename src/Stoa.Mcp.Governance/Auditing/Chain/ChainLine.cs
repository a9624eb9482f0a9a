using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>
/// Makes and reads back the lines of a chain. A line is <c>{"schema_version":1,"seq":N,"prev":"H",…,"hash":"H"}</c> and a line feed;
/// its hash covers all bytes before <c>,"hash":</c>, and so the number of the line and the hash of the one before.
/// </summary>
internal static class ChainLine
{
    /// <summary>Hex digits of a hash.</summary>
    public const int HashDigits = SHA256.HashSizeInBytes * 2;

    /// <summary>Most bytes that a line has besides its body.</summary>
    public const int MostOverhead = 230;

    private static ReadOnlySpan<byte> Opening => "{\"schema_version\":1,\"seq\":"u8;

    private static ReadOnlySpan<byte> Previous => ",\"prev\":\""u8;

    private static ReadOnlySpan<byte> HashBegin => ",\"hash\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>Bytes from <c>,"hash":</c> to the closing brace.</summary>
    private static int TailLength => HashBegin.Length + HashDigits + End.Length;

    /// <summary>Appends the line that carries <paramref name="body"/>, a JSON object with at least one field; the new head.</summary>
    public static ChainHead Append(ArrayBufferWriter<byte> output, ChainHead head, ReadOnlySpan<byte> body)
    {
        var start = Begin(output, head, body);
        return Complete(output, start, head);
    }

    /// <summary>Appends a line that ends in a signature over all bytes of the line before it; the new head.</summary>
    public static ChainHead AppendSigned(ArrayBufferWriter<byte> output, ChainHead head, ReadOnlySpan<byte> body, Func<ReadOnlySpan<byte>, string> sign)
    {
        var start = Begin(output, head, body);
        var signature = sign(output.WrittenSpan[start..]);
        output.Write(",\"signature\":\""u8);
        Ascii(output, signature);
        output.Write("\""u8);
        return Complete(output, start, head);
    }

    /// <summary>Reads a line, without its line feed, that hashes to what it says.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out ChainHead head)
    {
        head = ChainHead.Start;
        if (line.Length < Opening.Length + TailLength || !line.StartsWith(Opening) || !line.EndsWith(End))
        {
            return false;
        }

        var tail = line[^TailLength..];
        var hash = tail[HashBegin.Length..^End.Length];
        if (!tail.StartsWith(HashBegin)
            || !Utf8Parser.TryParse(line[Opening.Length..], out long sequence, out _)
            || !HashOf(line[..^TailLength]).AsSpan().SequenceEqual(hash))
        {
            return false;
        }

        head = new ChainHead(sequence, hash.ToArray());
        return true;
    }

    /// <summary>Of a line, the object that <see cref="Append"/> was given, without its braces; nothing where it is damaged.</summary>
    public static ReadOnlySpan<byte> FieldsOf(ReadOnlySpan<byte> line)
    {
        var start = line.IndexOf(Previous) + Previous.Length + HashDigits + "\","u8.Length;
        return start + TailLength <= line.Length ? line[start..^TailLength] : default;
    }

    /// <summary>The line as JSON; undefined where it is damaged.</summary>
    public static JsonElement ParseOrNothing(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>Of a line, its number.</summary>
    public static bool TryReadSequence(ReadOnlySpan<byte> line, out long sequence)
    {
        sequence = 0;
        return line.StartsWith(Opening) && Utf8Parser.TryParse(line[Opening.Length..], out sequence, out _);
    }

    private static int Begin(ArrayBufferWriter<byte> output, ChainHead head, ReadOnlySpan<byte> body)
    {
        var start = output.WrittenCount;
        output.Write(Opening);
        Utf8Formatter.TryFormat(head.Sequence + 1, output.GetSpan(20), out var digits);
        output.Advance(digits);
        output.Write(Previous);
        output.Write(head.Hash);
        output.Write("\","u8);
        output.Write(body[1..^1]);
        return start;
    }

    private static ChainHead Complete(ArrayBufferWriter<byte> output, int start, ChainHead head)
    {
        var hash = HashOf(output.WrittenSpan[start..]);
        output.Write(HashBegin);
        output.Write(hash);
        output.Write("\"}\n"u8);
        return new ChainHead(head.Sequence + 1, hash);
    }

    private static void Ascii(ArrayBufferWriter<byte> output, string text)
    {
        Encoding.ASCII.GetBytes(text, output.GetSpan(text.Length));
        output.Advance(text.Length);
    }

    private static byte[] HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        var digits = new byte[HashDigits];
        Convert.TryToHexStringLower(hash, digits, out _);
        return digits;
    }
}
