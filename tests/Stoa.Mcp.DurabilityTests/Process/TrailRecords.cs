using System.Text.Json;
using Stoa.Trail;
using Stoa.Trail.Reading;

namespace Stoa.Mcp.DurabilityTests.Process;

/// <summary>What a trail says of the calls, by the ids that the caller gave them.</summary>
internal sealed class TrailRecords
{
    private readonly Dictionary<string, string> _ends = [];

    private TrailRecords()
    {
    }

    /// <summary>Records whose outcome is <c>unknown</c>.</summary>
    public int Unknown { get; private set; }

    /// <summary>Records without an end.</summary>
    public int Open { get; private set; }

    /// <summary>Entries of every kind.</summary>
    public int Entries { get; private set; }

    /// <summary>Decision ids of attempts that ended after the tenant was known: as many usage events there must be.</summary>
    public HashSet<string> Closed { get; } = [];

    public static TrailRecords Read(string folder)
    {
        var records = new TrailRecords();
        var entries = new List<TrailEntry>();
        using var reader = new TrailReader(folder, TrailStreams.Audit);
        while (reader.Read(entries, 1000) > 0)
        {
            entries.ForEach(records.Add);
            entries.Clear();
        }

        return records;
    }

    /// <summary>How the call of an id ended: the outcome's word, or null where nothing says.</summary>
    public string? EndOf(string id) => _ends.GetValueOrDefault(id);

    private void Add(TrailEntry entry)
    {
        Entries++;
        Open += entry.Kind switch { TrailEntryKinds.Intent => 1, TrailEntryKinds.Outcome => -1, _ => 0 };
        if (entry.Kind is not (TrailEntryKinds.Outcome or TrailEntryKinds.Denial))
        {
            return;
        }

        var line = JsonElement.Parse(entry.Json.Span);
        var outcome = line.GetProperty("outcome").GetString()!;
        Unknown += outcome == "unknown" ? 1 : 0;
        Assert.True(Closed.Add(entry.DecisionId!), $"Record {entry.DecisionId} ends twice.");
        _ends[JsonElement.Parse(line.GetProperty("request_id").GetString()!).GetString()!] = outcome;
    }
}
