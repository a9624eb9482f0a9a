using System.Globalization;
using Stoa.Trail;

namespace Stoa.Cli.Audit.Filters;

/// <summary>Which entries are asked for. What the envelope tells is looked at first: the rest of a line is read only where it may count.</summary>
internal sealed record EntryFilter
{
    public string? Tenant { get; init; }

    public string? Tool { get; init; }

    public string? Caller { get; init; }

    public string? Decision { get; init; }

    public string? Outcome { get; init; }

    public string? Code { get; init; }

    public IReadOnlyList<string> Kinds { get; init; } = [];

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? Record { get; init; }

    /// <summary>Whether every entry counts, and not only those that close a record or stand alone.</summary>
    public bool AllEntries { get; init; }

    /// <summary>The entry's fields where it is asked for, else null.</summary>
    public EntryView? Match(TrailEntry entry)
    {
        if (!IsOfKind(entry.Kind)
            || (Since is { } since && entry.Time < since)
            || (Until is { } until && entry.Time >= until)
            || (Tenant is not null && entry.Tenant != Tenant)
            || (Record is not null && entry.DecisionId != Record))
        {
            return null;
        }

        var view = new EntryView(entry);
        return MatchesCall(view) && MatchesDecision(view) ? view : null;
    }

    private bool IsOfKind(string kind) => Kinds.Count > 0
        ? Kinds.Contains(kind)
        : AllEntries || Record is not null || kind is not (TrailEntryKinds.Intent or TrailEntryKinds.Segment or TrailEntryKinds.Head);

    private bool MatchesCall(EntryView view) =>
        (Tool is null || (view.Text("target", "kind") is not ("server" or "task") && Glob.Matches(Tool, view.Text("target", "name"))))
        && (Caller is null || view.Text("caller", "subject") == Caller || view.Text("caller", "agent") == Caller);

    private bool MatchesDecision(EntryView view) =>
        (Decision is null || view.Text("decision") == Decision)
        && (Outcome is null || view.Text("outcome") == Outcome)
        && (Code is null || view.Text("code_name") == Code || view.Number("code")?.ToString(CultureInfo.InvariantCulture) == Code);
}
