namespace Stoa.Rego.Builtins;

/// <summary>Parses what stands in brackets.</summary>
internal static class ClassParser
{
    private const string InvalidRange = "invalid character class range";

    public static CodePointSet Parse(PatternReader reader, RegexFlags flags)
    {
        var start = reader.Position++;
        var isNegated = reader.Skip('^');
        var ranges = new List<(int, int)>();
        for (var isFirst = true; isFirst || reader.IsAtEnd || reader.Current != ']'; isFirst = false)
        {
            if (reader.IsAtEnd)
            {
                throw new RegexSyntaxException("missing closing ]", reader.Pattern[start..]);
            }

            if (TryReadPosixSet(reader, flags) is { } posix)
            {
                ranges.AddRange(posix.Ranges);
            }
            else if ((EscapeParser.TryReadUnicodeSet(reader, flags) ?? EscapeParser.TryReadPerlSet(reader, flags)) is { } named)
            {
                ranges.AddRange(named.Ranges);
            }
            else
            {
                ranges.AddRange(ReadRange(reader, start, flags));
            }
        }

        reader.Position++;
        var set = CodePointSet.Of(ranges);
        return isNegated ? set.Complement() : set;
    }

    private static IEnumerable<(int First, int Last)> ReadRange(PatternReader reader, int classStart, RegexFlags flags)
    {
        var start = reader.Position;
        var first = ReadMember(reader, classStart);
        var last = first;
        if (reader.Rest is ['-', not ']', ..])
        {
            reader.Position++;
            last = ReadMember(reader, classStart);
            if (last < first)
            {
                throw new RegexSyntaxException(InvalidRange, reader.Since(start));
            }
        }

        return flags.HasFlag(RegexFlags.FoldCase) ? CaseFolding.Expand(first, last) : [(first, last)];
    }

    private static int ReadMember(PatternReader reader, int classStart)
    {
        if (reader.IsAtEnd)
        {
            throw new RegexSyntaxException("missing closing ]", reader.Pattern[classStart..]);
        }

        return reader.Current == '\\' ? EscapeParser.ReadCodePoint(reader) : reader.ReadCodePoint();
    }

    // [:alpha:] or [:^alpha:]
    private static CodePointSet? TryReadPosixSet(PatternReader reader, RegexFlags flags)
    {
        if (!reader.Rest.StartsWith("[:"))
        {
            return null;
        }

        var length = reader.Rest[2..].IndexOf(":]");
        if (length < 0)
        {
            return null;
        }

        var start = reader.Position;
        var name = reader.Rest.Slice(2, length).ToString();
        reader.Position += length + 4;
        var isNegated = name.StartsWith('^');
        return UnicodeSets.Posix.TryGetValue(isNegated ? name[1..] : name, out var set)
            ? EscapeParser.Finish(set, isNegated, flags)
            : throw new RegexSyntaxException(InvalidRange, reader.Since(start));
    }
}
