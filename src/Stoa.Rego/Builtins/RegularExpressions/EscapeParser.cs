namespace Stoa.Rego.Builtins;

/// <summary>What a backslash begins: a code point, or a named set.</summary>
internal static class EscapeParser
{
    private const string InvalidEscape = "invalid escape sequence";

    /// <summary>Reads the code point of an escape.</summary>
    public static int ReadCodePoint(PatternReader reader)
    {
        var start = reader.Position++;
        if (reader.IsAtEnd)
        {
            throw new RegexSyntaxException("trailing backslash at end of expression", "");
        }

        var character = reader.ReadCodePoint();
        return character switch
        {
            'a' => '\a',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            'x' => ReadHex(reader, start),
            '0' => ReadOctal(reader, 0),
            >= '1' and <= '7' when !reader.IsAtEnd && IsOctal(reader.Current) => ReadOctal(reader, character - '0'),
            < 0x80 when !char.IsAsciiLetterOrDigit((char)character) => character,
            _ => throw new RegexSyntaxException(InvalidEscape, reader.Since(start)),
        };
    }

    /// <summary>Reads one of \d \D \s \S \w \W, or nothing.</summary>
    public static CodePointSet? TryReadPerlSet(PatternReader reader, RegexFlags flags)
    {
        if (reader.Rest is not ['\\', var name, ..])
        {
            return null;
        }

        var set = char.ToLowerInvariant(name) switch
        {
            'd' => UnicodeSets.Digits,
            's' => UnicodeSets.Spaces,
            'w' => UnicodeSets.Words,
            _ => null,
        };
        if (set is null)
        {
            return null;
        }

        reader.Position += 2;
        return Finish(set, char.IsAsciiLetterUpper(name), flags);
    }

    /// <summary>Reads one of \pL \p{Lu} \P{^Lu} and the like, or nothing.</summary>
    public static CodePointSet? TryReadUnicodeSet(PatternReader reader, RegexFlags flags)
    {
        if (reader.Rest is not ['\\', 'p' or 'P', _, ..])
        {
            return null;
        }

        var start = reader.Position;
        var isNegated = reader.Pattern[start + 1] == 'P';
        reader.Position += 2;
        string name;
        if (reader.Skip('{'))
        {
            var length = reader.Rest.IndexOf('}');
            if (length < 0)
            {
                throw new RegexSyntaxException("invalid character class range", reader.Pattern[start..]);
            }

            isNegated ^= reader.Skip('^');
            length = reader.Rest.IndexOf('}');
            name = reader.Rest[..length].ToString();
            reader.Position += length + 1;
        }
        else
        {
            var nameStart = reader.Position;
            reader.ReadCodePoint();
            name = reader.Since(nameStart);
        }

        var set = UnicodeSets.Find(name) ?? throw new RegexSyntaxException("invalid character class range", reader.Since(start));
        return Finish(set, isNegated, flags);
    }

    /// <summary>A named set under the flags: folded before it is negated.</summary>
    public static CodePointSet Finish(CodePointSet set, bool isNegated, RegexFlags flags)
    {
        set = flags.HasFlag(RegexFlags.FoldCase) ? Fold(set) : set;
        return isNegated ? set.Complement() : set;
    }

    public static CodePointSet Fold(CodePointSet set)
    {
        var ranges = new List<(int, int)>();
        foreach (var (first, last) in set.Ranges)
        {
            ranges.AddRange(CaseFolding.Expand(first, last));
        }

        return CodePointSet.Of(ranges);
    }

    private static int ReadHex(PatternReader reader, int start)
    {
        var isBraced = reader.Skip('{');
        var (value, digits) = (0, 0);
        while (!reader.IsAtEnd && char.IsAsciiHexDigit(reader.Current) && (isBraced || digits < 2) && value <= CodePointSet.Max)
        {
            value = (value * 16) + Convert.ToInt32(reader.Current.ToString(), 16);
            reader.Position++;
            digits++;
        }

        if ((isBraced ? digits > 0 && reader.Skip('}') : digits == 2) && value <= CodePointSet.Max)
        {
            return value;
        }

        reader.Position += reader.IsAtEnd ? 0 : 1;
        throw new RegexSyntaxException(InvalidEscape, reader.Since(start));
    }

    private static int ReadOctal(PatternReader reader, int value)
    {
        for (var i = 1; i < 3 && !reader.IsAtEnd && IsOctal(reader.Current); i++)
        {
            value = (value * 8) + (reader.Current - '0');
            reader.Position++;
        }

        return value;
    }

    private static bool IsOctal(char character) => character is >= '0' and <= '7';
}
