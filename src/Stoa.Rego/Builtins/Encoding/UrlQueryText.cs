using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Text in the query of a URL: everything but letters, digits and <c>-_.~</c> as %XX, and a space as a plus sign.</summary>
internal static class UrlQueryText
{
    private const int EscapeLength = 3;

    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var unit in Utf8Text.Bytes(text))
        {
            var character = (char)unit;
            _ = char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '~'
                ? encoded.Append(character)
                : character == ' ' ? encoded.Append('+') : encoded.Append('%').Append(Convert.ToHexString([unit]));
        }

        return encoded.ToString();
    }

    /// <summary>The text, or null where an escape is broken: then it is <paramref name="broken"/>.</summary>
    public static string? Decode(string text, out string broken)
    {
        broken = "";
        var bytes = new List<byte>(text.Length);
        var source = Utf8Text.Bytes(text);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '%')
            {
                bytes.Add(source[i] == '+' ? (byte)' ' : source[i]);
                continue;
            }

            if (i + EscapeLength > source.Length || !char.IsAsciiHexDigit((char)source[i + 1]) || !char.IsAsciiHexDigit((char)source[i + 2]))
            {
                broken = Utf8Text.Text(source.AsSpan(i, Math.Min(EscapeLength, source.Length - i)));
                return null;
            }

            bytes.Add(Convert.FromHexString([(char)source[i + 1], (char)source[i + 2]])[0]);
            i += EscapeLength - 1;
        }

        return Utf8Text.Text([.. bytes]);
    }
}
