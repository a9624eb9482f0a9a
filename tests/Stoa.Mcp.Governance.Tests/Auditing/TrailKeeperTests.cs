using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;
using Stoa.Mcp.Governance.Auditing.Keeping;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Tests.Auditing.Sinks;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Trail;
using Stoa.Trail.Reading;
using Stoa.Trail.Verifying;

namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class TrailKeeperTests : IDisposable
{
    private const int EntryCount = 400;

    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CompleteSegments_AreCompressed_AndReadAndVerifyAsBefore()
    {
        await using var running = await StartAsync(new AuditOptions());
        await running.FillAsync();
        var before = Decisions();
        var plain = Plain();

        running.Keep();

        Assert.Equal(1, Plain());
        Assert.Equal(plain - 1, _folder.Files("audit-*.jsonl.gz").Count());
        Assert.Equal(before, Decisions());
        await running.Trail.StopAsync(default);
        Assert.Null((await TrailVerifier.VerifyAsync(_folder.Path)).Problem);
    }

    [Fact]
    public async Task Restart_OnCompressedSegments_GoesOnWithTheChain()
    {
        await using (var running = await StartAsync(new AuditOptions()))
        {
            await running.FillAsync();
            running.Keep();
        }

        await Trails.RunAsync(_folder, null, Entries.Denial());

        Assert.Equal(EntryCount + 1, Decisions().Count);
        Assert.Null((await TrailVerifier.VerifyAsync(_folder.Path)).Problem);
    }

    [Fact]
    public async Task OldSegments_AreRemoved_AndWhatIsLeftVerifies()
    {
        await using var running = await StartAsync(new AuditOptions { RetainFor = TimeSpan.FromDays(30) });
        await running.FillAsync();

        running.Keep();
        Assert.Equal(EntryCount, Decisions().Count);

        _time.Advance(TimeSpan.FromDays(31));
        running.Keep();

        Assert.Single(_folder.Files("audit-*.jsonl*"));
        await running.Trail.StopAsync(default);
        Assert.Null((await TrailVerifier.VerifyAsync(_folder.Path)).Problem);
    }

    [Fact]
    public async Task SegmentsBeyondTheSize_AreRemoved_OldestFirst()
    {
        await using var running = await StartAsync(new AuditOptions { RetainBytes = 200_000, Compress = false });
        await running.FillAsync();

        running.Keep();

        Assert.InRange(_folder.Files("audit-*.jsonl").Sum(path => new FileInfo(path).Length), 1, 200_000);
        Assert.True(Decisions().Count is > 50 and < EntryCount);
    }

    [Fact]
    public async Task WhatASinkHasNotTaken_IsNeitherCompressedNorRemoved()
    {
        var sink = new ScriptedSink { Fail = true };
        await using var running = await StartAsync(new AuditOptions { RetainFor = TimeSpan.FromHours(1), RetainBytes = 1024 * 1024 }, sink);
        await running.FillAsync();
        _time.Advance(TimeSpan.FromDays(31));
        await sink.WaitForAttemptAsync();

        running.Keep();

        Assert.Equal(EntryCount, Decisions().Count);
        Assert.Empty(_folder.Files("audit-*.gz"));
    }

    [Fact]
    public async Task Crash_WhileCompressing_LosesAndRepeatsNothing()
    {
        await using var running = await StartAsync(new AuditOptions());
        await running.FillAsync();
        var before = Decisions();
        var first = _folder.Files("audit-*.jsonl").Order(StringComparer.Ordinal).First();
        await File.WriteAllTextAsync(first + ".gz.new", "half of it");
        await File.WriteAllTextAsync(first + ".gz", "a whole one, whose plain file was not yet deleted");

        Assert.Equal(before, Decisions());
        running.Keep();
        Assert.Equal(before, Decisions());
        Assert.Empty(_folder.Files("*.new"));
    }

    private int Plain() => _folder.Files("audit-*.jsonl").Count();

    private List<string> Decisions()
    {
        var entries = new List<TrailEntry>();
        using var reader = new TrailReader(_folder.Path, TrailStreams.Audit);
        while (reader.Read(entries, 1000) > 0)
        {
        }

        return [.. entries.Select(entry => entry.DecisionId).OfType<string>()];
    }

    private async Task<Running> StartAsync(AuditOptions options, params ITrailSink[] sinks)
    {
        options.SegmentBytes = 64 * 1024;
        var disk = new OsAuditDisk(_folder.Path);
        var wrapped = Options.Create(options);
        var trail = await Trails.StartAsync(disk, options, _time);
        var followers = new TrailSinks(
            sinks, trail, disk, new TrailSigner(wrapped, disk, NullLogger<TrailSigner>.Instance), new SinkTelemetry(new Meters()), _time, NullLogger<TrailSinks>.Instance);
        await followers.StartAsync(default);
        return new Running(trail, followers, new TrailKeeper(disk, wrapped, followers, _time, NullLogger<TrailKeeper>.Instance));
    }

    private sealed record Running(FileAuditTrail Trail, TrailSinks Sinks, TrailKeeper Keeper) : IAsyncDisposable
    {
        public async Task FillAsync()
        {
            for (var i = 0; i < EntryCount; i++)
            {
                await Trail.AppendAsync(Entries.Denial(), default);
            }
        }

        public void Keep() => Keeper.Keep(default);

        public async ValueTask DisposeAsync()
        {
            await Trail.DisposeAsync();
            await Sinks.DisposeAsync();
            Keeper.Dispose();
        }
    }
}
