namespace Stoa.Rego.Builtins;

/// <summary>A literal, and the part of the reference time <c>Mon Jan 2 15:04:05 MST 2006</c> that follows it.</summary>
/// <param name="Prefix">The literal.</param>
/// <param name="Part">The part, or <see cref="LayoutPart.None"/> at the end.</param>
/// <param name="Spelling">The part as the layout spells it.</param>
internal readonly record struct LayoutChunk(string Prefix, LayoutPart Part, string Spelling)
{
    // Longer spellings before their own prefixes.
    private static readonly (string Spelling, LayoutPart Part)[] Parts =
    [
        ("January", LayoutPart.LongMonth), ("Jan", LayoutPart.Month), ("Monday", LayoutPart.LongWeekday), ("Mon", LayoutPart.Weekday),
        ("MST", LayoutPart.ZoneName), ("002", LayoutPart.ZeroYearDay), ("01", LayoutPart.ZeroMonth), ("02", LayoutPart.ZeroDay),
        ("03", LayoutPart.ZeroHour12), ("04", LayoutPart.ZeroMinute), ("05", LayoutPart.ZeroSecond), ("06", LayoutPart.Year),
        ("15", LayoutPart.Hour), ("1", LayoutPart.NumberMonth), ("2006", LayoutPart.LongYear), ("2", LayoutPart.Day),
        ("__2", LayoutPart.UnderYearDay), ("_2", LayoutPart.UnderDay), ("3", LayoutPart.Hour12), ("4", LayoutPart.Minute), ("5", LayoutPart.Second),
        ("PM", LayoutPart.UpperHalf), ("pm", LayoutPart.LowerHalf), ("-070000", LayoutPart.ZoneOffset), ("-07:00:00", LayoutPart.ZoneOffset),
        ("-0700", LayoutPart.ZoneOffset), ("-07:00", LayoutPart.ZoneOffset), ("-07", LayoutPart.ZoneOffset), ("Z070000", LayoutPart.ZoneOffset),
        ("Z07:00:00", LayoutPart.ZoneOffset), ("Z0700", LayoutPart.ZoneOffset), ("Z07:00", LayoutPart.ZoneOffset), ("Z07", LayoutPart.ZoneOffset),
    ];

    /// <summary>Cuts the next chunk off a layout.</summary>
    public static LayoutChunk Next(ref ReadOnlySpan<char> layout)
    {
        for (var i = 0; i < layout.Length; i++)
        {
            var rest = layout[i..];
            var (spelling, part) = rest[0] is '.' or ',' ? Fraction(rest) : Starting(rest);
            if (part != LayoutPart.None)
            {
                var chunk = new LayoutChunk(layout[..i].ToString(), part, spelling);
                layout = layout[(i + spelling.Length)..];
                return chunk;
            }

            if (rest.StartsWith("_2006"))
            {
                var chunk = new LayoutChunk(layout[..(i + 1)].ToString(), LayoutPart.LongYear, "2006");
                layout = layout[(i + 5)..];
                return chunk;
            }
        }

        var last = new LayoutChunk(layout.ToString(), LayoutPart.None, "");
        layout = default;
        return last;
    }

    private static (string Spelling, LayoutPart Part) Starting(ReadOnlySpan<char> rest)
    {
        foreach (var (spelling, part) in Parts)
        {
            if (rest[0] == spelling[0] && rest.StartsWith(spelling))
            {
                // "Janet" and "Month" spell nothing; "_2006" is a year after a literal.
                var isWord = part is LayoutPart.Month or LayoutPart.Weekday && rest.Length > 3 && char.IsAsciiLetterLower(rest[3]);
                return isWord || rest.StartsWith("_2006") ? default : (spelling, part);
            }
        }

        return default;
    }

    private static (string Spelling, LayoutPart Part) Fraction(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 2 || rest[1] is not ('0' or '9'))
        {
            return default;
        }

        var end = 1;
        while (end < rest.Length && rest[end] == rest[1])
        {
            end++;
        }

        return end < rest.Length && char.IsAsciiDigit(rest[end])
            ? default
            : (rest[..end].ToString(), rest[1] == '0' ? LayoutPart.FractionFixed : LayoutPart.FractionTrimmed);
    }
}
