using System.Globalization;
using System.Text;

namespace Stoa.Cli.Terminals;

/// <summary>Text from files as a terminal may have it: control characters could move its cursor or do worse.</summary>
internal static class Printable
{
    public static string Of(string text) => Replace(text, IsHarmful);

    /// <summary>Text from others as part of one line: it can neither end the line nor reorder what stands in it.</summary>
    public static string OfPart(string text) => Replace(text, BreaksLine);

    private static string Replace(string text, Func<char, bool> isHarmful)
    {
        if (!text.Any(isHarmful))
        {
            return text;
        }

        var printable = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            printable.Append(isHarmful(character) ? '\uFFFD' : character);
        }

        return printable.ToString();
    }

    private static bool IsHarmful(char character) => char.IsControl(character) && character is not ('\n' or '\t');

    // Format characters can be invisible or turn the direction of a line around (Unicode TR36, section 3.2).
    private static bool BreaksLine(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
