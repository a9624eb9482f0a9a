using System.Globalization;
using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy.Test;

/// <summary>Coverage for people: each file, its percentage, and the rows that nothing reached.</summary>
internal static class CoverageText
{
    public static void Write(Terminal terminal, RegoCoverageReport coverage) => TextTable.Write(
        terminal.Out,
        terminal.OutStyle,
        ["coverage", "file", "rows not reached"],
        [
            .. coverage.Files.Select(file => (string[])[Percent(file.Percent), file.File, Rows(file.NotCoveredRows)]),
            [Percent(coverage.Percent), "all", ""],
        ]);

    private static string Percent(double percent) => string.Create(CultureInfo.InvariantCulture, $"{percent,6:0.0} %");

    private static string Rows(IReadOnlyList<int> rows)
    {
        var ranges = new List<string>();
        for (var i = 0; i < rows.Count; i++)
        {
            var first = rows[i];
            while (i + 1 < rows.Count && rows[i + 1] == rows[i] + 1)
            {
                i++;
            }

            ranges.Add(first == rows[i] ? $"{first}" : $"{first}-{rows[i]}");
        }

        return string.Join(", ", ranges);
    }
}
