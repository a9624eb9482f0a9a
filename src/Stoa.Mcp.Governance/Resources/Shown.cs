using System.Globalization;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Makes text from a file fit to stand in one line of a message.</summary>
internal static class Shown
{
    private const int Longest = 80;

    public static string Value(string text)
    {
        var cut = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
        return string.Create(cut.Length, cut, static (line, source) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = IsSafe(source[i]) ? source[i] : '\uFFFD';
            }
        });
    }

    // Line and paragraph separators, controls, and format characters that reorder or hide what stands beside them.
    private static bool IsSafe(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse);
}
