namespace Stoa.Rego;

/// <summary>Places in lines, which count bytes of UTF-8.</summary>
internal static class SourceLine
{
    /// <summary>How many characters of .NET stand before a column.</summary>
    public static int CharactersBefore(ReadOnlySpan<char> line, int column)
    {
        var characters = 0;
        var bytes = column - 1;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes <= 0)
            {
                break;
            }

            bytes -= rune.Utf8SequenceLength;
            characters += rune.Utf16SequenceLength;
        }

        return Math.Min(characters, line.Length);
    }
}
