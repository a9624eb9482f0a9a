using System.Buffers;
using System.Globalization;
using System.Text;

namespace Stoa.Rego.Syntax;

/// <summary>What the text between quotes stands for. The lexer has checked the escapes.</summary>
internal static class StringLiterals
{
    public static SearchValues<char> HexDigits { get; } = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Text between double quotes: JSON's escapes, and <c>\{</c>. A lone surrogate becomes U+FFFD.</summary>
    public static string Unescape(ReadOnlySpan<char> text)
    {
        var next = text.IndexOf('\\');
        if (next < 0)
        {
            return text.ToString();
        }

        var result = new StringBuilder(text.Length);
        for (; next >= 0; next = text.IndexOf('\\'))
        {
            result.Append(text[..next]);
            text = text[(next + 1)..];
            if (text[0] == 'u')
            {
                result.Append((char)ushort.Parse(text.Slice(1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                text = text[5..];
                continue;
            }

            result.Append(text[0] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
            text = text[1..];
        }

        return WellFormed(result.Append(text).ToString());
    }

    /// <summary>Text of a template between backticks, where <c>\{</c> stands for a brace.</summary>
    public static string UnescapeRaw(ReadOnlySpan<char> text) => text.ToString().Replace("\\{", "{", StringComparison.Ordinal);

    private static string WellFormed(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}
