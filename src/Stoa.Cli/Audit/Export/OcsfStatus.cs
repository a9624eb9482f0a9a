using Stoa.Cli.Audit.Filters;
using Stoa.Trail;

namespace Stoa.Cli.Audit.Export;

/// <summary>How an entry's end reads in OCSF: status, the code of the source, and how grave it is.</summary>
internal sealed record OcsfStatus(int Id, string Name, string? Code, int SeverityId, string Severity)
{
    public static OcsfStatus Of(EntryView entry)
    {
        if (entry.Text("decision") == "deny" || entry.Entry.Kind == TrailEntryKinds.Summary)
        {
            return new(2, "Failure", entry.Text("code_name") ?? "denied", 2, "Low");
        }

        var outcome = entry.Text("outcome");
        return outcome switch
        {
            "success" or "input_required" or "task_created" or "accepted" => new(1, "Success", outcome, 1, "Informational"),
            null or "unknown" => new(0, "Unknown", outcome, 1, "Informational"),
            _ => new(2, "Failure", outcome, 1, "Informational"),
        };
    }
}
