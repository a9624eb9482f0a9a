namespace Stoa.Rego.Builtins;

/// <summary>Parses what sets flags within a pattern.</summary>
internal static class FlagsParser
{
    /// <summary>Reads <c>?flags)</c> or <c>?flags:</c>, and sets them. Whether a group was opened.</summary>
    public static bool OpensGroup(PatternReader reader, int start, ref RegexFlags current)
    {
        reader.Position++;
        var (flags, isNegated, sawFlag) = (current, false, false);
        while (!reader.IsAtEnd)
        {
            var character = reader.ReadCodePoint();
            var flag = character switch
            {
                'i' => RegexFlags.FoldCase,
                'm' => RegexFlags.MultiLine,
                's' => RegexFlags.DotAll,
                'U' => RegexFlags.Ungreedy,
                _ => RegexFlags.None,
            };
            if (flag != RegexFlags.None)
            {
                flags = isNegated ? flags & ~flag : flags | flag;
                sawFlag = true;
            }
            else if (character == '-' && !isNegated)
            {
                (isNegated, sawFlag) = (true, false);
            }
            else if (character is ':' or ')' && (sawFlag || !isNegated))
            {
                current = flags;
                return character == ':';
            }
            else
            {
                throw new RegexSyntaxException("invalid or unsupported Perl syntax", reader.Since(start));
            }
        }

        throw new RegexSyntaxException("missing closing )", reader.Pattern);
    }
}
