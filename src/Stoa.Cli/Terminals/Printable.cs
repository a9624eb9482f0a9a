using System.Text;

namespace Stoa.Cli.Terminals;

/// <summary>Text from files as a terminal may have it: control characters could move its cursor or do worse.</summary>
internal static class Printable
{
    public static string Of(string text)
    {
        if (!text.Any(IsHarmful))
        {
            return text;
        }

        var printable = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            printable.Append(IsHarmful(character) ? '\uFFFD' : character);
        }

        return printable.ToString();
    }

    private static bool IsHarmful(char character) => char.IsControl(character) && character is not ('\n' or '\t');
}
