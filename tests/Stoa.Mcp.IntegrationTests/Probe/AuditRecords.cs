using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>Reads a trail as records.</summary>
internal static class AuditRecords
{
    /// <summary>What the trail holds so far.</summary>
    public static IReadOnlyList<AuditRecord> Records(this RecordingTrail trail) =>
        [.. trail.Entries.All.GroupBy(entry => entry.DecisionId).Select(group => new AuditRecord(group.Key, [.. group]))];

    /// <summary>All records, once this many are whole.</summary>
    public static async Task<IReadOnlyList<AuditRecord>> WhenRecordedAsync(this RecordingTrail trail, int count)
    {
        for (var entries = count; trail.Records().Count(record => record.IsWhole) < count; entries = trail.Entries.All.Count + 1)
        {
            await trail.Entries.WaitForAsync(_ => true, entries);
        }

        return trail.Records();
    }
}
