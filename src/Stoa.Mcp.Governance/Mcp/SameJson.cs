using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Compares JSON text with a node: the same values under the same keys in the same order, however they are spelled.</summary>
#pragma warning disable CA1001 // The writer holds no resource: its buffer is an array that lives as long as the thread.
internal sealed class SameJson
#pragma warning restore CA1001
{
    private const int MostKept = 64 * 1024;

    // Both texts were read before, by readers with bounds of their own.
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    [ThreadStatic]
    private static SameJson? _current;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _writer;

    // Spells text as clients do, which makes most comparisons one of plain bytes.
    private SameJson() => _writer = new Utf8JsonWriter(
        _buffer, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static bool Is(ReadOnlySpan<byte> text, JsonNode node)
    {
        var comparer = _current ?? new SameJson();
        // Taken while in use: a writer that threw halfway, or grew for one huge message, is not used again.
        _current = null;
        var written = comparer.Write(node);
        var same = text.SequenceEqual(written) || HaveSameTokens(text, written);
        _current = comparer._buffer.Capacity <= MostKept ? comparer : null;
        return same;
    }

    private ReadOnlySpan<byte> Write(JsonNode node)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        node.WriteTo(_writer);
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    private static bool HaveSameTokens(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var left = new Utf8JsonReader(one, AnyDepth);
        var right = new Utf8JsonReader(other, AnyDepth);
        while (left.Read())
        {
            if (!right.Read() || left.TokenType != right.TokenType || !HaveSameValue(ref left, ref right))
            {
                return false;
            }
        }

        return !right.Read();
    }

    private static bool HaveSameValue(ref Utf8JsonReader left, ref Utf8JsonReader right) =>
        left.ValueIsEscaped || right.ValueIsEscaped
            ? left.GetString() == right.GetString()
            : left.ValueSpan.SequenceEqual(right.ValueSpan);
}
