using System.Globalization;
using System.Text;

namespace Stoa.Rego;

/// <summary>Values in Rego's own syntax, as OPA prints them.</summary>
internal static class RegoText
{
    public static string Of(RegoValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    public static void Append(StringBuilder text, RegoValue value)
    {
        switch (value)
        {
            case RegoNull:
                text.Append("null");
                break;
            case RegoBoolean boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            case RegoNumber number:
                text.Append(number.Text);
                break;
            case RegoString quoted:
                AppendQuoted(text, quoted.Value);
                break;
            case RegoArray array:
                AppendItems(text.Append('['), array.Span).Append(']');
                break;
            case RegoSet { Count: 0 }:
                text.Append("set()");
                break;
            case RegoSet set:
                AppendItems(text.Append('{'), set.Span).Append('}');
                break;
            case RegoObject members:
                AppendMembers(text, members);
                break;
        }
    }

    /// <summary>A string in double quotes, with what does not print escaped.</summary>
    public static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\a' => text.Append(@"\a"),
                '\b' => text.Append(@"\b"),
                '\f' => text.Append(@"\f"),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\t' => text.Append(@"\t"),
                '\v' => text.Append(@"\v"),
                < 0x20 or 0x7F => text.Append(CultureInfo.InvariantCulture, $@"\x{rune.Value:x2}"),
                _ when Prints(rune) => text.Append(rune.ToString()),
                > 0xFFFF => text.Append(CultureInfo.InvariantCulture, $@"\U{rune.Value:x8}"),
                _ => text.Append(CultureInfo.InvariantCulture, $@"\u{rune.Value:x4}"),
            };
        }

        text.Append('"');
    }

    private static bool Prints(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private static StringBuilder AppendItems(StringBuilder text, ReadOnlySpan<RegoValue> items)
    {
        for (var i = 0; i < items.Length; i++)
        {
            Append(i == 0 ? text : text.Append(", "), items[i]);
        }

        return text;
    }

    private static void AppendMembers(StringBuilder text, RegoObject members)
    {
        text.Append('{');
        var first = true;
        foreach (var (key, value) in members)
        {
            Append(first ? text : text.Append(", "), key);
            Append(text.Append(": "), value);
            first = false;
        }

        text.Append('}');
    }
}
