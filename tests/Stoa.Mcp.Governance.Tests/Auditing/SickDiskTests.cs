using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class SickDiskTests : IDisposable
{
    private const int Restored = 6002;
    private const int Unavailable = 6001;

    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly SignalLogger<FileAuditTrail> _logger = new();
    private readonly FaultyDisk _disk;

    public SickDiskTests() => _disk = new FaultyDisk(_folder.Path);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<bool, int> Faults => new() { { true, 0 }, { true, 30 }, { true, 100_000 }, { false, 0 } };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task FirstAppendAfterAFault_AlreadyThrows_AndServiceComesBack(bool write, int bytesBeforeFailure)
    {
        await using var trail = await Trails.StartAsync(_disk, null, _time, _logger);
        await trail.AppendAsync(Entries.Intent(), default);

        Break(write, bytesBeforeFailure);
        await AssertRefusedAsync(trail);
        Assert.False(trail.IsAvailable);
        await AssertRefusedAsync(trail);

        Repair();
        _time.Advance(TimeSpan.FromSeconds(1));
        await _logger.WaitForAsync(Restored);
        Assert.True(trail.IsAvailable);
        await trail.AppendAsync(Entries.Outcome(), default);
        await trail.StopAsync(default);

        Assert.Equal((null, 2L), Verified());
    }

    [Fact]
    public async Task Fault_FailsEveryCallerThatWaits()
    {
        await using var trail = await Trails.StartAsync(_disk, null, _time, _logger);
        _disk.SyncGate.Reset();
        _disk.FailSyncs = true;
        var appends = Enumerable.Range(0, 20).Select(_ => trail.AppendAsync(Entries.Intent(), default).AsTask()).ToArray();
        _disk.SyncGate.Set();

        foreach (var append in appends)
        {
            await Assert.ThrowsAsync<AuditUnavailableException>(() => append);
        }

        Repair();
        await trail.StopAsync(default);
        Assert.Equal((null, 0L), Verified());
    }

    [Fact]
    public async Task FailedSync_IsNotTriedAgainOnTheSameFile()
    {
        await using var trail = await Trails.StartAsync(_disk, null, _time, _logger);
        _disk.FailSyncs = true;
        await AssertRefusedAsync(trail);
        var syncs = _disk.Syncs;

        // Only the timer brings a new attempt, and that begins with a cut and a new file.
        await AssertRefusedAsync(trail);
        Assert.Equal(syncs, _disk.Syncs);
        Repair();
        _time.Advance(TimeSpan.FromSeconds(1));
        await _logger.WaitForAsync(Restored);
        await trail.AppendAsync(Entries.Intent(), default);

        Assert.Equal([0, 1], AuditVerifier.Read(_folder).Select(segment => AuditVerifier.CountOfCalls(segment.Bytes)));
    }

    [Fact]
    public async Task UnconfirmedBytes_AreKeptBesideTheSegment()
    {
        await using var trail = await Trails.StartAsync(_disk, null, _time, _logger);
        Break(write: true, bytesBeforeFailure: 40);
        await AssertRefusedAsync(trail);
        Repair();
        _time.Advance(TimeSpan.FromSeconds(1));
        await _logger.WaitForAsync(Restored);

        Assert.Equal(40, new FileInfo(Assert.Single(_folder.Files("*.torn"))).Length);
    }

    [Fact]
    public async Task Retries_AreBounded_AndTheOutageIsLoggedOnce()
    {
        await using var trail = await Trails.StartAsync(_disk, null, _time, _logger);
        Break(write: true, bytesBeforeFailure: 0);
        await AssertRefusedAsync(trail);

        // Still broken: each pass of time brings an attempt that fails in the probe.
        for (var i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Repair();
        while (!trail.IsAvailable)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.Single(_logger.Lines, line => line.Id.Id == Unavailable);
    }

    [Fact]
    public async Task Buffered_KeepsAcceptedEntriesThroughAnOutage()
    {
        await using var trail = await Trails.StartAsync(
            _disk, new AuditOptions { Durability = AuditDurability.Buffered }, _time, _logger);
        Break(write: true, bytesBeforeFailure: 50);
        await trail.AppendAsync(Entries.Intent(), default);
        await _logger.WaitForAsync(Unavailable);

        await AssertRefusedAsync(trail);

        Repair();
        _time.Advance(TimeSpan.FromSeconds(1));
        await _logger.WaitForAsync(Restored);
        await trail.AppendAsync(Entries.Outcome(), default);
        await trail.StopAsync(default);
        Assert.Equal((null, 2L), Verified());
    }

    [Fact]
    public async Task Start_OnASickDisk_IsUnavailable_AndComesBack()
    {
        Break(write: true, bytesBeforeFailure: 0);
        await using var trail = await Trails.StartAsync(_disk, null, _time, _logger);
        await AssertRefusedAsync(trail);

        Repair();
        _time.Advance(TimeSpan.FromSeconds(1));
        await _logger.WaitForAsync(Restored);

        await trail.AppendAsync(Entries.Intent(), default);
    }

    [Fact]
    public async Task Rotation_OnASickDisk_LosesNoConfirmedLine()
    {
        await using var trail = await Trails.StartAsync(_disk, new AuditOptions { SegmentBytes = 64 * 1024 }, _time, _logger);
        var confirmed = 0;
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 60; i++, confirmed++)
            {
                await trail.AppendAsync(Entries.Intent(), default);
            }

            Break(write: round % 2 == 0, bytesBeforeFailure: 500);
            await AssertRefusedAsync(trail);
            Repair();
            _time.Advance(TimeSpan.FromSeconds(1));
            await _logger.WaitForAsync(Restored);
        }

        await trail.StopAsync(default);
        Assert.Equal((null, (long)confirmed), Verified());
    }

    [Fact]
    public async Task Refusals_OnASickDisk_AreCountedAndNeverThrow()
    {
        await using var trail = await Trails.StartAsync(_disk, null, _time, _logger);
        Break(write: true, bytesBeforeFailure: 0);

        for (var i = 0; i < 100; i++)
        {
            trail.AppendRefusal(Entries.Denial(), "192.0.2.7");
        }

        Repair();
        await trail.AppendAsync(Entries.Intent(), default);
    }

    private static Task<AuditUnavailableException> AssertRefusedAsync(FileAuditTrail trail) =>
        Assert.ThrowsAsync<AuditUnavailableException>(async () => await trail.AppendAsync(Entries.Intent(), default));

    private void Break(bool write, int bytesBeforeFailure)
    {
        _disk.BytesBeforeFailure = bytesBeforeFailure;
        _disk.FailWrites = write;
        _disk.FailSyncs = !write;
    }

    private void Repair()
    {
        _disk.FailWrites = false;
        _disk.FailSyncs = false;
    }

    private (string? Error, long Entries) Verified() => AuditVerifier.Verify(_folder);
}
