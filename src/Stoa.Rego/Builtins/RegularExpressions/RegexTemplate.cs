using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Text with regular expressions in it, between delimiters, that all of a string has to match.</summary>
internal static class RegexTemplate
{
    private const string Special = @"\.+*?()|[]{}^$";

    public static RegoValue? Match(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (template, start, end) = (operands.TextAt(0), operands.TextAt(2), operands.TextAt(3));
        if (CodePoints.Utf8Length(start) != 1)
        {
            return context.Fail($"start delimiter has to be exactly one character long but is {CodePoints.Utf8Length(start)} long");
        }

        if (CodePoints.Utf8Length(end) != 1)
        {
            return context.Fail($"end delimiter has to be exactly one character long but is {CodePoints.Utf8Length(end)} long");
        }

        return ToPattern(context, template, start[0], end[0]) is { } pattern && Patterns.Get(context, pattern) is { } regex
            ? RegoBoolean.Of(regex.IsMatch(context, operands.TextAt(1)))
            : null;
    }

    /// <summary>Text with all that means something in a pattern escaped.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            quoted.Append(Special.Contains(character, StringComparison.Ordinal) ? "\\" : "").Append(character);
        }

        return quoted.ToString();
    }

    private static string? ToPattern(BuiltinContext context, string template, char start, char end)
    {
        context.Scan(template.Length);
        var pattern = new StringBuilder("^");
        var (level, opened, closed) = (0, 0, 0);
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == start && ++level == 1)
            {
                opened = i;
            }
            else if (template[i] == end && template[i] != start && --level == 0)
            {
                var part = template[(opened + 1)..i];
                if (Patterns.Get(context, $"^{part}$") is null)
                {
                    return null;
                }

                pattern.Append(Quote(template[closed..opened])).Append('(').Append(part).Append(')');
                closed = i + 1;
            }

            if (level < 0)
            {
                break;
            }
        }

        if (level == 0)
        {
            return pattern.Append(Quote(template[closed..])).Append('$').ToString();
        }

        context.Fail($"unbalanced braces in {GoQuoting.Quote(template)}");
        return null;
    }
}
