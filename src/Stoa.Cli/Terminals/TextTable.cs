namespace Stoa.Cli.Terminals;

/// <summary>Columns of text, each as wide as its widest cell.</summary>
internal static class TextTable
{
    public static void Write(TextWriter writer, Style style, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = header.Select((title, column) => Math.Max(title.Length, rows.Select(row => row[column].Length).DefaultIfEmpty().Max())).ToArray();
        writer.WriteLine(style.Strong(Line(header, widths)));
        writer.WriteLine(style.Faint(Line([.. widths.Select(width => new string('-', width))], widths)));
        foreach (var row in rows)
        {
            writer.WriteLine(Line(row, widths));
        }
    }

    private static string Line(IReadOnlyList<string> cells, int[] widths) => string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
}
