using System.Globalization;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Strings and characters as Go source.</summary>
internal static class GoQuoting
{
    public static string Quote(string value)
    {
        var text = new StringBuilder();
        RegoText.AppendQuoted(text, value);
        return text.ToString();
    }

    /// <summary>Quoted, with everything beyond ASCII escaped.</summary>
    public static string QuoteToAscii(string value)
    {
        var text = new StringBuilder();
        foreach (var rune in Quote(value).EnumerateRunes())
        {
            AppendAscii(text, rune);
        }

        return text.ToString();
    }

    /// <summary>A character in single quotes.</summary>
    public static string QuoteRune(Rune rune, bool ascii)
    {
        var quoted = rune.Value switch
        {
            '\'' => @"\'",
            '"' => "\"",
            _ => ascii ? QuoteToAscii(rune.ToString())[1..^1] : Quote(rune.ToString())[1..^1],
        };
        return $"'{quoted}'";
    }

    /// <summary>Whether the string can stand between back quotes.</summary>
    public static bool CanBackquote(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value is (< ' ' and not '\t') or '`' or 0x7F or 0xFEFF or 0xFFFD)
            {
                return false;
            }
        }

        return true;
    }

    private static void AppendAscii(StringBuilder text, Rune rune) => _ = rune.Value switch
    {
        < 0x80 => text.Append((char)rune.Value),
        < 0x10000 => text.Append(CultureInfo.InvariantCulture, $@"\u{rune.Value:x4}"),
        _ => text.Append(CultureInfo.InvariantCulture, $@"\U{rune.Value:x8}"),
    };
}
