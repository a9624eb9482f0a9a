using System.Text.Json;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class RefusalTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Refusals_BeyondTheBound_AreCountedExactlyPerSourceAndSecond()
    {
        await using (var trail = await Trails.StartAsync(_folder, null, _time))
        {
            Refuse(trail, "a", 100);
            Refuse(trail, "b", 10);
            Refuse(trail, "c", 11);
            _time.Advance(TimeSpan.FromSeconds(1));
            Refuse(trail, "a", 25);
            _time.Advance(TimeSpan.FromSeconds(3));
        }

        var lines = Lines();
        Assert.Null(AuditVerifier.Verify(_folder, "refusals").Error);
        Assert.Equal(40, lines.Count(line => Kind(line) == "denial"));
        Assert.Equal([("a", 90L), ("c", 1L), ("a", 15L)], Summaries(lines));
        Assert.Equal(0, AuditVerifier.Verify(_folder).Entries);
    }

    [Fact]
    public async Task Summary_ComesWithTheTick_WithoutAnotherRefusal()
    {
        await using var trail = await Trails.StartAsync(_folder, new AuditOptions { RefusalsPerSecondPerSource = 0 }, _time);
        Refuse(trail, "a", 5);
        _time.Advance(TimeSpan.FromSeconds(2));
        Refuse(trail, "a", 7);
        await trail.StopAsync(default);

        Assert.Equal([("a", 5L), ("a", 7L)], Summaries(Lines()));
    }

    [Fact]
    public async Task ManySources_ShareOneBeyondTheBound_AndNoneIsLost()
    {
        const int Sources = 2000;
        await using (var trail = await Trails.StartAsync(_folder, new AuditOptions { RefusalsPerSecondPerSource = 1 }, _time))
        {
            for (var i = 0; i < Sources; i++)
            {
                Refuse(trail, $"198.51.100.{i}", 2);
            }
        }

        var lines = Lines();
        var full = lines.Count(line => Kind(line) == "denial");
        Assert.Equal(RefusalBook.MostSources + 1, full);
        Assert.Equal(Sources * 2, full + Summaries(lines).Sum(summary => summary.Count));
        Assert.Contains(Summaries(lines), summary => summary.Source == "other");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Share_IsKept_ByDroppingTheOldest(bool slowDisk)
    {
        const int Share = 1024 * 1024;
        var options = new AuditOptions { RefusalFolderBytes = Share, RefusalsPerSecondPerSource = 500 };
        var disk = new FaultyDisk(_folder.Path);
        for (var run = 0; run < 40; run++)
        {
            await using var trail = await Trails.StartAsync(disk, options, _time);
            if (slowDisk)
            {
                // A head is synced after 1,000 lines: the writer waits there while the rest gathers.
                disk.SyncGate.Reset();
            }

            for (var source = 0; source < 8; source++)
            {
                Refuse(trail, $"source {source}", 500);
            }

            disk.SyncGate.Set();
        }

        var segments = AuditVerifier.Read(_folder, "refusals");
        Assert.InRange(segments.Sum(segment => (long)segment.Bytes.Length), Share / 2, Share);
        var first = segments.Min(segment => long.Parse(segment.Name.Split('-', '.')[2]));
        Assert.True(first > 1);
        Assert.Null(AuditVerifier.Verify(segments, first).Error);
    }

    [Fact]
    public async Task End_BehindASlowDisk_LosesNoCount()
    {
        const int Sources = 200, Each = 20;
        var options = new AuditOptions { RefusalFolderBytes = 4 * 1024 * 1024 };
        var disk = new FaultyDisk(_folder.Path);
        await using (var trail = await Trails.StartAsync(disk, options, _time))
        {
            // The writer stops at the first head, and what gathers behind it is more than may wait.
            disk.SyncGate.Reset();
            for (var source = 0; source < Sources; source++)
            {
                Refuse(trail, $"198.51.100.{source}", Each);
            }

            var stopping = trail.StopAsync(default);
            disk.SyncGate.Set();
            await stopping;
        }

        var lines = Lines();
        Assert.Null(AuditVerifier.Verify(_folder, "refusals").Error);
        Assert.Equal(Sources * Each, lines.Count(line => Kind(line) == "denial") + Summaries(lines).Sum(summary => summary.Count));
        Assert.Equal(Sources, Summaries(lines).Length);
    }

    [Fact]
    public async Task Refusal_BeforeStartAndWithUnwritableEntry_DoesNotThrow()
    {
        var disk = new FaultyDisk(_folder.Path);
        await using var trail = Trails.New(disk, null, _time);
        trail.AppendRefusal(Entries.Denial(), "a");
        await trail.StartAsync(default);
        trail.AppendRefusal(Entries.Denial((Stoa.Mcp.Governance.Pipeline.GovernanceCode)7), "b");
        await trail.StopAsync(default);

        Assert.Equal([("a", 1L), ("b", 1L)], Summaries(Lines()).Order());
    }

    [Fact]
    public void Count_ThatCannotBeRecorded_StaysUntilItCan()
    {
        var disk = false;
        var summaries = new List<(string, long)>();
        using var book = new RefusalBook(1, _time, (source, count, _) =>
        {
            if (disk)
            {
                summaries.Add((source, count));
            }

            return disk;
        });
        for (var i = 0; i < 5; i++)
        {
            book.Add("a", () => disk);
        }

        _time.Advance(TimeSpan.FromSeconds(5));
        disk = true;
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([("a", 5L)], summaries);
    }

    private static void Refuse(FileAuditTrail trail, string source, int times)
    {
        for (var i = 0; i < times; i++)
        {
            trail.AppendRefusal(Entries.Denial(), source);
        }
    }

    private static string? Kind(JsonElement line) => line.GetProperty("kind").GetString();

    private static (string? Source, long Count)[] Summaries(List<JsonElement> lines) =>
        [.. lines.Where(line => Kind(line) == "summary")
            .Select(line => (line.GetProperty("source").GetString(), line.GetProperty("count").GetInt64()))];

    private List<JsonElement> Lines() =>
        [.. _folder.Files("refusals-*.jsonl").SelectMany(File.ReadLines).Select(line => JsonElement.Parse(line))];
}
