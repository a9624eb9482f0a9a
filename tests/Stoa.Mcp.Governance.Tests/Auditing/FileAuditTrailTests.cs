using System.Text.Json;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class FileAuditTrailTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_BeforeAnswer_IsOnDiskWhenItCompletes()
    {
        await using var trail = await Trails.StartAsync(_folder);

        await trail.AppendAsync(Entries.Intent(), default);

        Assert.Equal((null, 1L), Verified());
    }

    [Fact]
    public async Task Append_BeforeAnswer_SyncsBeforeItCompletes()
    {
        var disk = new FaultyDisk(_folder.Path);
        await using var trail = await Trails.StartAsync(disk);
        var before = disk.Syncs;
        disk.SyncGate.Reset();

        var append = trail.AppendAsync(Entries.Intent(), default).AsTask();

        Assert.False(append.IsCompleted);
        disk.SyncGate.Set();
        await append;
        Assert.Equal(before + 1, disk.Syncs);
    }

    [Fact]
    public async Task Stop_WithBufferedEntries_WritesThemAll()
    {
        var trail = await Trails.StartAsync(_folder, new AuditOptions { Durability = AuditDurability.Buffered });
        for (var i = 0; i < 500; i++)
        {
            Assert.True(trail.AppendAsync(Entries.Intent(), default).AsTask().IsCompletedSuccessfully);
        }

        await trail.StopAsync(default);

        Assert.Equal((null, 500L), Verified());
    }

    [Fact]
    public async Task Append_ByManyCallers_ChainsEveryEntryOnce()
    {
        const int Writers = 8, Each = 2000;
        await using (var trail = await Trails.StartAsync(_folder, new AuditOptions { SegmentBytes = 1024 * 1024 }))
        {
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
            {
                for (var i = 0; i < Each; i++)
                {
                    await trail.AppendAsync(Entries.Summary() with { DecisionId = $"{writer}-{i}" }, default);
                }
            })));
        }

        Assert.Equal((null, (long)Writers * Each), Verified());
        var ids = Lines().Select(line => line.GetProperty("decision_id").GetString()).ToHashSet();
        Assert.Equal(Writers * Each, ids.Count);
        Assert.True(AuditVerifier.Read(_folder).Count > 1);
    }

    [Fact]
    public async Task Append_ByOneCaller_KeepsOrder()
    {
        await Trails.RunAsync(_folder, null, [.. Enumerable.Range(0, 50).Select(i => Entries.Summary() with { Count = i })]);

        Assert.Equal(Enumerable.Range(0, 50), Lines().Select(line => line.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Restart_ContinuesTheChainInANewSegment()
    {
        await Trails.RunAsync(_folder, null, Entries.Intent(), Entries.Outcome());
        await Trails.RunAsync(_folder, null, Entries.Denial());
        await Trails.RunAsync(_folder, null);
        await Trails.RunAsync(_folder, null, Entries.TaskOutcome());

        Assert.Equal((null, 4L), Verified());
        Assert.Equal(4, AuditVerifier.Read(_folder).Count);
    }

    [Fact]
    public async Task Append_BeforeStart_IsRefused()
    {
        await using var trail = Trails.New(new OsAuditDisk(_folder.Path));

        await Assert.ThrowsAsync<AuditUnavailableException>(async () => await trail.AppendAsync(Entries.Intent(), default));
        Assert.False(trail.IsAvailable);
    }

    [Fact]
    public async Task Append_AfterStop_IsRefused()
    {
        var trail = await Trails.StartAsync(_folder);
        await trail.StopAsync(default);

        await Assert.ThrowsAsync<AuditUnavailableException>(async () => await trail.AppendAsync(Entries.Intent(), default));
    }

    [Fact]
    public async Task Append_ByACallerThatIsGone_IsCancelled()
    {
        await using var trail = await Trails.StartAsync(_folder);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await trail.AppendAsync(Entries.Intent(), new CancellationToken(true)));
    }

    [Fact]
    public async Task Append_OfAnEntryThatCannotBeWritten_IsUnavailable_AndTheNextIsNotHarmed()
    {
        await using var trail = await Trails.StartAsync(_folder);

        await Assert.ThrowsAsync<AuditUnavailableException>(
            async () => await trail.AppendAsync(Entries.Denial((GovernanceCode)7), default));
        await trail.AppendAsync(Entries.Intent(), default);

        Assert.Equal((null, 1L), Verified());
    }

    [Theory]
    [InlineData(AuditDurability.Buffered)]
    [InlineData(AuditDurability.BeforeAnswer)]
    public async Task Append_WithFullQueue_IsRefused_AndTheOthersAreWritten(AuditDurability durability)
    {
        var disk = new FaultyDisk(_folder.Path);
        await using var trail = await Trails.StartAsync(disk, new AuditOptions { Durability = durability, QueueEntries = 4 });
        disk.SyncGate.Reset();
        var appends = Enumerable.Range(0, 4).Select(_ => trail.AppendAsync(Entries.Intent(), default).AsTask()).ToArray();

        await Assert.ThrowsAsync<AuditUnavailableException>(async () => await trail.AppendAsync(Entries.Intent(), default));

        disk.SyncGate.Set();
        await Task.WhenAll(appends);
        await trail.StopAsync(default);
        Assert.Equal((null, 4L), Verified());
    }

    [Fact]
    public async Task Start_InAFolderThatAnotherTrailWrites_IsUnavailable()
    {
        await using var first = await Trails.StartAsync(_folder);
        await using var second = await Trails.StartAsync(_folder);

        Assert.True(first.IsAvailable);
        Assert.False(second.IsAvailable);
    }

    [Fact]
    public async Task Files_AreReadableByTheOwnUserAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Windows gives files the rights of their folder.
        }

        await Trails.RunAsync(_folder, null, Entries.Intent());

        Assert.All(
            _folder.Files("*.jsonl").Select(path => new FileInfo(path).UnixFileMode),
            mode => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode));
    }

    [Fact]
    public async Task Segments_AreBegunAtTheirSize_AndChain()
    {
        var entries = Enumerable.Range(0, 200).Select(_ => Entries.Intent()).ToArray();

        await Trails.RunAsync(_folder, new AuditOptions { SegmentBytes = 64 * 1024 }, entries);

        Assert.Equal((null, 200L), Verified());
        var segments = AuditVerifier.Read(_folder);
        Assert.True(segments.Count > 2);
        Assert.All(segments, segment => Assert.InRange(segment.Bytes.Length, 1, 64 * 1024));
    }

    private (string? Error, long Entries) Verified() => AuditVerifier.Verify(_folder);

    private IEnumerable<JsonElement> Lines() =>
        _folder.Files("audit-*.jsonl").SelectMany(File.ReadLines).Where(AuditVerifier.IsOfCalls).Select(line => JsonElement.Parse(line));
}
