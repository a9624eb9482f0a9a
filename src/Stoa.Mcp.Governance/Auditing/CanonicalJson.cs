using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// One form for all JSON texts that mean the same: no white space, fields in the order of their written names' bytes, strings in one
/// spelling, numbers as they were written. Works on the raw text, so that nothing a parser let pass can make it throw.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Writes the canonical form.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="element">What.</param>
    /// <param name="ascii">
    /// False for digests: RFC 8785 (section 3.2.2.2) spelling, a lone surrogate as <c>\udxxx</c>. True for records: ASCII alone, a lone
    /// surrogate as U+FFFD.
    /// </param>
    public static void Write(ArrayBufferWriter<byte> output, JsonElement element, bool ascii)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(output, element, ascii);
                break;
            case JsonValueKind.Array:
                WriteArray(output, element, ascii);
                break;
            case JsonValueKind.String:
                CanonicalString.Write(output, JsonMarshal.GetRawUtf8Value(element)[1..^1], ascii);
                break;
            default:
                output.Write(JsonMarshal.GetRawUtf8Value(element));
                break;
        }
    }

    private static void WriteArray(ArrayBufferWriter<byte> output, JsonElement array, bool ascii)
    {
        var separator = "["u8;
        foreach (var item in array.EnumerateArray())
        {
            output.Write(separator);
            Write(output, item, ascii);
            separator = ","u8;
        }

        output.Write(separator is [(byte)'['] ? "[]"u8 : "]"u8);
    }

    private static void WriteObject(ArrayBufferWriter<byte> output, JsonElement value, bool ascii)
    {
        var fields = new List<Field>(value.GetPropertyCount());
        var start = output.WrittenCount;
        output.Write("{"u8);
        var sorted = true;
        foreach (var property in value.EnumerateObject())
        {
            var field = WriteField(output, property, ascii);
            sorted = sorted && (fields.Count == 0 || Field.Compare(output.WrittenSpan, fields[^1], field) <= 0);
            fields.Add(field);
        }

        output.Write("}"u8);
        if (!sorted)
        {
            Rearrange(output, start, fields);
        }
    }

    private static Field WriteField(ArrayBufferWriter<byte> output, JsonProperty property, bool ascii)
    {
        if (output.WrittenSpan[^1] != '{')
        {
            output.Write(","u8);
        }

        var start = output.WrittenCount;
        CanonicalString.Write(output, JsonMarshal.GetRawUtf8PropertyName(property), ascii);
        var nameEnd = output.WrittenCount;
        output.Write(":"u8);
        Write(output, property.Value, ascii);
        return new Field(start, nameEnd, output.WrittenCount);
    }

    /// <summary>Rewrites the fields between the braces in order; the total length stays.</summary>
    private static void Rearrange(ArrayBufferWriter<byte> output, int start, List<Field> fields)
    {
        var text = output.WrittenSpan[start..].ToArray();
        fields.Sort((a, b) => Field.Compare(text, a.Less(start), b.Less(start)));
        var target = MemoryMarshal.AsMemory(output.WrittenMemory)[(start + 1)..].Span;
        foreach (var field in fields)
        {
            var source = text.AsSpan((field.Start - start)..(field.End - start));
            source.CopyTo(target);
            target[source.Length] = (byte)',';
            target = target[(source.Length + 1)..];
        }

        MemoryMarshal.AsMemory(output.WrittenMemory).Span[^1] = (byte)'}';
    }

    private readonly record struct Field(int Start, int NameEnd, int End)
    {
        public Field Less(int offset) => new(Start - offset, NameEnd - offset, End - offset);

        /// <summary>By name with its closing quote; equal names, which the strict parse refuses, stay in the order of their position.</summary>
        public static int Compare(ReadOnlySpan<byte> text, Field a, Field b)
        {
            var names = text[(a.Start + 1)..(a.NameEnd - 1)].SequenceCompareTo(text[(b.Start + 1)..(b.NameEnd - 1)]);
            return names != 0 ? names : a.Start.CompareTo(b.Start);
        }
    }
}
