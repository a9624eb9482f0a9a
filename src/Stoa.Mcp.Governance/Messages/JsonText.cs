using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Reads the text of JSON strings and numbers whose syntax has been checked.</summary>
internal static class JsonText
{
    /// <summary>The unescaped text of a string.</summary>
    internal static string Read(ReadOnlySpan<byte> body, JsonToken text)
    {
        if (!text.Escaped)
        {
            return Encoding.UTF8.GetString(body.Slice(text.Start, text.Length));
        }

        var reader = new Utf8JsonReader(body.Slice(text.Start - 1, text.Length + 2));
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary><paramref name="text"/> as a JSON string with as few escapes as JSON allows: one text for every spelling of a value.</summary>
    internal static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 8).Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                < ' ' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Whether an escaped string spells half of a surrogate pair, for which there is no UTF-8 (RFC 8259, section 8.2).</summary>
    internal static bool HasLoneSurrogate(ReadOnlySpan<byte> escaped)
    {
        for (int at; (at = escaped.IndexOf((byte)'\\')) >= 0;)
        {
            escaped = escaped[at..];
            var unit = Unit(escaped);
            escaped = escaped[(escaped[1] == 'u' ? 6 : 2)..];
            if (char.IsLowSurrogate(unit))
            {
                return true;
            }

            if (char.IsHighSurrogate(unit))
            {
                if (!char.IsLowSurrogate(Unit(escaped)))
                {
                    return true;
                }

                escaped = escaped[6..];
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a double holds the number: neither an infinity, nor a zero that was not written as one. Readers that keep text and
    /// readers that keep doubles see different values otherwise (RFC 8259, section 6).
    /// </summary>
    internal static bool FitsDouble(ReadOnlySpan<byte> number)
    {
        var exponent = number.IndexOfAny((byte)'e', (byte)'E');
        return exponent < 0
            || (Utf8Parser.TryParse(number, out double value, out _)
                && double.IsFinite(value)
                && (value != 0 || !number[..exponent].ContainsAnyInRange((byte)'1', (byte)'9')));
    }

    private static char Unit(ReadOnlySpan<byte> text) =>
        text.Length >= 6 && text[0] == '\\' && text[1] == 'u' && Utf8Parser.TryParse(text.Slice(2, 4), out ushort unit, out _, 'x')
            ? (char)unit
            : '\0';
}
