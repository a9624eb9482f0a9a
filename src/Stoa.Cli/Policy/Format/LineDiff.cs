using Stoa.Cli.Terminals;

namespace Stoa.Cli.Policy.Format;

/// <summary>What changes between two texts, line by line, each with the lines that are the same around it.</summary>
internal static class LineDiff
{
    private const int Context = 2;

    // Beyond, looking for what stayed the same costs more than it tells.
    private const int MostLines = 4000;

    public static void Write(Terminal terminal, string file, string before, string after)
    {
        var style = terminal.OutStyle;
        terminal.Out.WriteLine(style.Strong($"--- {file}"));
        terminal.Out.WriteLine(style.Strong($"+++ {file} (formatted)"));
        var edits = Edits(Lines(before), Lines(after));
        var shown = -2;
        for (var i = 0; i < edits.Count; i++)
        {
            if (!edits[Math.Max(0, i - Context)..Math.Min(edits.Count, i + Context + 1)].Exists(edit => edit.Sign != ' '))
            {
                continue;
            }

            if (shown != i - 1)
            {
                terminal.Out.WriteLine(style.Faint($"@@ {edits[i].Row} @@"));
            }

            shown = i;
            var line = Printable.Of($"{edits[i].Sign}{edits[i].Text}");
            terminal.Out.WriteLine(edits[i].Sign switch { '-' => style.Bad(line), '+' => style.Good(line), _ => line });
        }
    }

    private static string[] Lines(string text) => (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    private static List<(char Sign, string Text, int Row)> Edits(string[] before, string[] after)
    {
        var edits = new List<(char, string, int)>();
        var common = before.Length > MostLines || after.Length > MostLines ? null : CommonLengths(before, after);
        int i = 0, j = 0;
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                edits.Add((' ', before[i], ++i));
                j++;
            }
            else if (j == after.Length || (i < before.Length && (common is null || common[i + 1, j] >= common[i, j + 1])))
            {
                edits.Add(('-', before[i], ++i));
            }
            else
            {
                edits.Add(('+', after[j++], i + 1));
            }
        }

        return edits;
    }

    // [i, j]: the length of the longest common subsequence of what begins at i and at j.
    private static ushort[,] CommonLengths(string[] before, string[] after)
    {
        var lengths = new ushort[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = before[i] == after[j] ? (ushort)(lengths[i + 1, j + 1] + 1) : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }
}
