using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>Writes a JSON string, given as raw text between its quotes, in one spelling.</summary>
internal static class CanonicalString
{
    public static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> raw, bool ascii)
    {
        output.Write("\""u8);
        if (ascii)
        {
            output.Write(Encoding.ASCII.GetBytes(JavaScriptEncoder.Default.Encode(Unescape(raw))));
        }
        else if (!raw.Contains((byte)'\\'))
        {
            // Raw text without an escape is already what the digest's spelling asks for.
            output.Write(raw);
        }
        else
        {
            WriteCanonical(output, Unescape(raw));
        }

        output.Write("\""u8);
    }

    private static string Unescape(ReadOnlySpan<byte> raw)
    {
        var text = Encoding.UTF8.GetString(raw);
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u')
            {
                result.Append((char)ushort.Parse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                result.Append(Short(text[i]));
            }
        }

        return result.ToString();
    }

    private static char Short(char escape) => escape switch
    {
        'b' => '\b',
        't' => '\t',
        'n' => '\n',
        'f' => '\f',
        'r' => '\r',
        _ => escape,
    };

    private static void WriteCanonical(ArrayBufferWriter<byte> output, string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != OperationStatus.Done)
            {
                // A lone surrogate is no character, but two texts that differ in it must not get one digest.
                WriteHex(output, rest[0]);
            }
            else
            {
                WriteRune(output, rune);
            }

            rest = rest[used..];
        }
    }

    private static void WriteRune(ArrayBufferWriter<byte> output, Rune rune)
    {
        switch (rune.Value)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\b': output.Write("\\b"u8); break;
            case '\t': output.Write("\\t"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\f': output.Write("\\f"u8); break;
            case '\r': output.Write("\\r"u8); break;
            case < 0x20: WriteHex(output, (char)rune.Value); break;
            default: output.Advance(rune.EncodeToUtf8(output.GetSpan(4))); break;
        }
    }

    private static void WriteHex(ArrayBufferWriter<byte> output, char value) =>
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)value:x4}")));
}
