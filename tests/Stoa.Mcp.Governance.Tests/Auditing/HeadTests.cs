using System.Text.Json;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Trail.Verifying;

namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class HeadTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _keys = new();
    private readonly ManualTimeProvider _time = new();
    private readonly SignalLogger<FileAuditTrail> _logger = new();

    public void Dispose()
    {
        _folder.Dispose();
        _keys.Dispose();
    }

    [Fact]
    public async Task Head_FollowsWithinASecondOfTheFirstLineThatNoneCovers()
    {
        await using var trail = await Trails.StartAsync(new OsAuditDisk(_folder.Path), null, _time, _logger);
        await trail.AppendAsync(Entries.Denial(), default);
        var last = trail.Chains[0].Durable.Sequence;

        _time.Advance(HeadSchedule.Longest);
        await trail.Chains[0].Durable.WaitBeyondAsync(last, default).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("head", Lines()[^1].GetProperty("kind").GetString());
        Assert.Equal(1, Lines()[^1].GetProperty("entries").GetInt32());
    }

    [Fact]
    public async Task Head_FollowsEveryThousandLines_WithinOneGroupToo()
    {
        var disk = new FaultyDisk(_folder.Path);
        await using (var trail = await Trails.StartAsync(disk, new AuditOptions { Durability = AuditDurability.Buffered }, _time))
        {
            disk.SyncGate.Reset();
            for (var i = 0; i < 3500; i++)
            {
                await trail.AppendAsync(Entries.Denial(), default);
            }

            disk.SyncGate.Set();
        }

        var since = 0;
        foreach (var line in Lines())
        {
            since = line.GetProperty("kind").GetString() == "head" ? 0 : since + 1;
            Assert.InRange(since, 0, HeadSchedule.MostLines);
        }

        Assert.Equal("head", Lines()[^1].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Heads_GoToTheLog_OnceAMinute()
    {
        await using var trail = await Trails.StartAsync(new OsAuditDisk(_folder.Path), null, _time, _logger);
        for (var second = 0; second < 120; second++)
        {
            await trail.AppendAsync(Entries.Denial(), default);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await trail.StopAsync(default);
        Assert.InRange(_logger.Lines.Count(line => line.Id.Id == 6008 && line.Text.Contains("\"kind\":\"head\"", StringComparison.Ordinal)), 2, 3);
    }

    [Fact]
    public async Task KeyFile_ThatIsReplaced_SignsFromTheNextSegmentOn()
    {
        var file = Path.Combine(_keys.Path, "head.pem");
        var keys = new List<TrailKey>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await File.WriteAllTextAsync(file, HeadKey.NewPem());
            keys.Add(TrailKey.FromPem(await File.ReadAllTextAsync(file)));
            await Trails.RunAsync(_folder, new AuditOptions { HeadKeyFile = file }, Entries.Denial());
        }

        Assert.False(File.Exists(Path.Combine(_folder.Path, "head.key")));
        Assert.Null((await TrailVerifier.VerifyAsync(_folder.Path, new TrailVerifierOptions { Keys = keys })).Problem);
        Assert.NotNull((await TrailVerifier.VerifyAsync(_folder.Path, new TrailVerifierOptions { Keys = [keys[0]] })).Problem);
    }

    [Fact]
    public async Task KeyFile_ThatCannotBeUsed_MakesTheTrailUnavailable()
    {
        var file = Path.Combine(_keys.Path, "head.pem");
        await File.WriteAllTextAsync(file, "no key");

        await using var trail = await Trails.StartAsync(new OsAuditDisk(_folder.Path), new AuditOptions { HeadKeyFile = file }, _time, _logger);

        Assert.False(trail.IsAvailable);
    }

    private List<JsonElement> Lines() => [.. _folder.Files("audit-*.jsonl").SelectMany(File.ReadLines).Select(line => JsonElement.Parse(line))];
}
