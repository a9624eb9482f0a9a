using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Reads a pattern from left to right.</summary>
internal sealed class PatternReader(string pattern)
{
    public string Pattern { get; } = pattern;

    public int Position { get; set; }

    public bool IsAtEnd => Position >= Pattern.Length;

    public ReadOnlySpan<char> Rest => Pattern.AsSpan(Position);

    public char Current => Pattern[Position];

    /// <summary>The text from a position to here.</summary>
    public string Since(int start) => Pattern[start..Position];

    public bool Skip(char expected)
    {
        if (IsAtEnd || Current != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    public bool Skip(string expected)
    {
        if (!Rest.StartsWith(expected, StringComparison.Ordinal))
        {
            return false;
        }

        Position += expected.Length;
        return true;
    }

    public int ReadCodePoint()
    {
        Rune.DecodeFromUtf16(Rest, out var rune, out var length);
        Position += length;
        return rune.Value;
    }
}
