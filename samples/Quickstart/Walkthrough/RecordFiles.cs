using System.Text;

namespace Quickstart.Walkthrough;

/// <summary>Reads the files of the audit trail and of usage events while the server writes them.</summary>
internal sealed class RecordFiles(string auditFolder, string usageFolder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public string AuditFolder => auditFolder;

    /// <summary>All records, in the order of their first lines. What the trail says of itself belongs to none.</summary>
    public IReadOnlyList<DecisionRecord> All()
    {
        var lines = Segments("audit").Concat(Segments("refusals")).SelectMany(WholeLines).Select(AuditLine.Parse)
            .Where(line => line.DecisionId.Length > 0);
        var usage = Directory.GetFiles(usageFolder, "usage-*.jsonl").SelectMany(WholeLines).Select(UsageLine.Parse)
            .ToDictionary(line => line.DecisionId, StringComparer.Ordinal);
        return lines.GroupBy(line => line.DecisionId, StringComparer.Ordinal)
            .Select(group => new DecisionRecord([.. group], usage.GetValueOrDefault(group.Key)))
            .OrderBy(record => record.DecisionId, StringComparer.Ordinal)
            .ToArray();
    }

    /// <summary>
    /// The records since the last call. Audit lines stand on disk before an answer leaves; usage events follow soon after, so it waits for them.
    /// </summary>
    public async Task<IReadOnlyList<DecisionRecord>> NewAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var deadline = DateTime.UtcNow + Patience;
        var found = Unseen();
        while (found.Any(record => !record.IsWhole) && DateTime.UtcNow < deadline)
        {
            await timer.WaitForNextTickAsync();
            found = Unseen();
        }

        _seen.UnionWith(found.Select(record => record.DecisionId));
        return found;
    }

    private DecisionRecord[] Unseen() => [.. All().Where(record => !_seen.Contains(record.DecisionId))];

    private IEnumerable<string> Segments(string chain) =>
        Directory.GetFiles(auditFolder, $"{chain}-*.jsonl")
            .OrderBy(path => Path.GetFileNameWithoutExtension(path).Split('-')[^1], StringComparer.Ordinal)
            .ThenBy(path => path, StringComparer.Ordinal);

    // The last line may still be on its way to the file.
    private static string[] WholeLines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n')[..^1];
    }
}
