using System.Text.Json;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Auditing;

/// <summary>Records whose outcome never came.</summary>
public sealed class OpenRecordTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Restart_ClosesOpenRecordsAsUnknown_Once()
    {
        var (open, closed) = (Entries.Call("open-tool"), Entries.Call());
        await Trails.RunAsync(_folder, null, Entries.Intent(open), Entries.Intent(closed), Entries.Outcome(call: closed));

        await Trails.RunAsync(_folder);
        await Trails.RunAsync(_folder);

        var outcome = Assert.Single(Unknown());
        Assert.Equal(open.DecisionId, outcome.GetProperty("decision_id").GetString());
        Assert.Equal(("acme", "open-tool", "allow"), (Text(outcome, "tenant"), Text(outcome.GetProperty("target"), "name"), Text(outcome, "decision")));
        Assert.Null(AuditVerifier.Verify(_folder).Error);
    }

    [Fact]
    public async Task Restart_AfterManySegments_FindsIntentsInAllOfThem()
    {
        var calls = Enumerable.Range(0, 300).Select(_ => Entries.Call()).ToArray();
        var entries = calls.Select(call => Entries.Intent(call)).Concat(calls.Where((_, i) => i % 3 > 0).Select(call => Entries.Outcome(call: call)));
        await Trails.RunAsync(_folder, new AuditOptions { SegmentBytes = 64 * 1024 }, [.. entries]);
        Assert.True(AuditVerifier.Read(_folder).Count > 5);

        await Trails.RunAsync(_folder);

        Assert.Equal(calls.Where((_, i) => i % 3 == 0).Select(call => call.DecisionId).Order(), Unknown().Select(line => Text(line, "decision_id")).Order());
    }

    [Fact]
    public async Task Outcome_ThatTheDiskDidNotTake_IsClosedAsUnknownWhenItHeals()
    {
        var disk = new FaultyDisk(_folder.Path);
        var logger = new SignalLogger<FileAuditTrail>();
        await using var trail = await Trails.StartAsync(disk, null, _time, logger);
        var (failed, refused) = (Entries.Call(), Entries.Call());
        await trail.AppendAsync(Entries.Intent(failed), default);
        await trail.AppendAsync(Entries.Intent(refused), default);

        disk.FailWrites = true;
        await AssertUnavailableAsync(trail, Entries.Outcome(call: failed));
        await AssertUnavailableAsync(trail, Entries.Outcome(call: refused));
        await AssertUnavailableAsync(trail, Entries.Denial());
        disk.FailWrites = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        await logger.WaitForAsync(6002);
        await trail.StopAsync(default);

        Assert.Equal(new[] { failed.DecisionId, refused.DecisionId }.Order(), Unknown().Select(line => Text(line, "decision_id")).Order());
        var openings = Lines("audit-*.jsonl").Where(line => Text(line, "kind") == "segment").ToList();
        Assert.Equal(["start", "recovery"], openings.Select(line => Text(line, "reason")));
        Assert.Equal(1, openings[1].GetProperty("refused_calls").GetInt32());
    }

    [Fact]
    public async Task Opening_NamesTheTrail_TheSameInBothChains()
    {
        await using (var trail = await Trails.StartAsync(new OsAuditDisk(_folder.Path)))
        {
            trail.AppendRefusal(Entries.Denial(), "a");
        }

        await Trails.RunAsync(_folder, null, Entries.Intent());

        var trails = Lines("*.jsonl").Where(line => Text(line, "kind") is "segment" or "head").Select(line => Text(line, "trail")).Distinct();
        Assert.Matches("\\A[0-9a-f]{32}\\z", Assert.Single(trails));
    }

    private static Task AssertUnavailableAsync(FileAuditTrail trail, AuditEntry entry) =>
        Assert.ThrowsAsync<AuditUnavailableException>(async () => await trail.AppendAsync(entry, default));

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private List<JsonElement> Unknown() =>
        [.. Lines("audit-*.jsonl").Where(line => line.TryGetProperty("outcome", out var outcome) && outcome.GetString() == "unknown")];

    private IEnumerable<JsonElement> Lines(string files) => _folder.Files(files).SelectMany(File.ReadLines).Select(line => JsonElement.Parse(line));
}
