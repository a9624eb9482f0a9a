using System.Text;

namespace Stoa.Cli.Terminals;

/// <summary>What stands before a caret so that it comes under its place.</summary>
internal static class CaretLine
{
    /// <param name="line">The line above.</param>
    /// <param name="column">The place in it, in bytes of UTF-8 from 1.</param>
    public static string Before(string line, int column)
    {
        var before = new StringBuilder();
        var bytes = column - 1;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes <= 0)
            {
                break;
            }

            bytes -= rune.Utf8SequenceLength;
            before.Append(rune.Value == '\t' ? '\t' : ' ');
        }

        return before.ToString();
    }
}
