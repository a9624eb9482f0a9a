using System.Globalization;
using Stoa.Cli.Audit.Filters;
using Stoa.Cli.Terminals;
using Stoa.Trail;

namespace Stoa.Cli.Audit.Show;

/// <summary>Entries as rows of a table that grows: its columns are as wide as usual values are, and longer ones push the rest.</summary>
internal sealed class EntryTable(TextWriter output, Style style, bool withKind) : IEntryLines
{
    private const int LongestCell = 60;
    private static readonly (string Title, int Width)[] Kind = [("seq", 9), ("kind", 12)];
    private static readonly (string Title, int Width)[] Columns = [("time", 24), ("tenant", 12), ("caller", 24), ("called", 28), ("result", 24), ("ms", 8)];

    private readonly (string Title, int Width)[] _columns = withKind ? [.. Kind, .. Columns] : Columns;
    private bool _hasHeader;

    public void Write(EntryView entry)
    {
        if (!_hasHeader)
        {
            _hasHeader = true;
            output.WriteLine(style.Strong(Line([.. _columns.Select(column => column.Title)])));
            output.WriteLine(style.Faint(Line([.. _columns.Select(column => new string('-', column.Width))])));
        }

        output.WriteLine(Line(Cells(entry)));
    }

    private string[] Cells(EntryView view)
    {
        var entry = view.Entry;
        string[] cells =
        [
            entry.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            Cell(entry.Tenant),
            Cell(Caller(view)),
            Cell(Called(view)),
            Cell(Result(view)),
            view.Find("latency_ms")?.ToString() ?? "",
        ];
        return withKind ? [entry.Sequence.ToString(CultureInfo.InvariantCulture), Cell(entry.Kind), .. cells] : cells;
    }

    // Subject and agent are often the same, for an agent that acts for itself.
    private static string? Caller(EntryView view)
    {
        var (subject, agent) = (view.Text("caller", "subject"), view.Text("caller", "agent"));
        return subject == agent || agent is null ? subject ?? view.Text("source") ?? view.Text("transport", "remote_address") : $"{subject} via {agent}";
    }

    private static string? Called(EntryView view)
    {
        var (operation, name) = (view.Text("operation"), view.Text("target", "name"));
        return string.IsNullOrEmpty(name) ? operation : operation is "tools/call" or "prompts/get" or "resources/read" ? name : $"{operation} {name}";
    }

    private static string? Result(EntryView view) => view.Entry.Kind switch
    {
        TrailEntryKinds.Intent => "allowed",
        TrailEntryKinds.Segment => view.Text("reason"),
        TrailEntryKinds.Head => $"signed by {view.Text("key_id")}",
        TrailEntryKinds.Summary => $"{view.Number("count")} refused",
        _ when view.Text("decision") == "deny" => $"denied: {view.Text("code_name")}",
        _ => view.Text("outcome"),
    };

    private static string Cell(string? text)
    {
        var cell = Printable.OfPart(text ?? "");
        return cell.Length <= LongestCell ? cell : cell[..(char.IsHighSurrogate(cell[LongestCell - 2]) ? LongestCell - 2 : LongestCell - 1)] + "…";
    }

    private string Line(string[] cells) => string.Join("  ", cells.Select((cell, i) => cell.PadRight(_columns[i].Width))).TrimEnd();
}
