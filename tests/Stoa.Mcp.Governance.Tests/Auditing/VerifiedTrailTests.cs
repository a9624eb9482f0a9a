using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Trail.Verifying;

namespace Stoa.Mcp.Governance.Tests.Auditing;

/// <summary>What the writer leaves, in good times and bad, passes the verifier that auditors use.</summary>
public sealed class VerifiedTrailTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ManySegmentsAndRestarts_AreIntact()
    {
        var calls = Enumerable.Range(0, 300).Select(_ => Entries.Call()).ToArray();
        var entries = calls.Select(call => Entries.Intent(call)).Concat(calls.Where((_, i) => i % 3 > 0).Select(call => Entries.Outcome(call: call))).Append(Entries.Denial());
        var options = new AuditOptions { SegmentBytes = 64 * 1024 };

        await Trails.RunAsync(_folder, options, [.. entries]);
        await Trails.RunAsync(_folder, options);
        await Trails.RunAsync(_folder, options, Entries.Intent());

        var chain = (await VerifyAsync()).Chains.Single(chain => chain.Stream == "audit");
        Assert.True(chain.Segments > 5);
        Assert.Equal((300, 1, 1, 0), (chain.ClosedRecords, chain.Denials, chain.OpenRecords, chain.LinesAfterLastHead));
    }

    [Fact]
    public async Task ADiskThatFailsAndHeals_LeavesAnIntactTrail()
    {
        var disk = new FaultyDisk(_folder.Path);
        var logger = new SignalLogger<FileAuditTrail>();
        await using (var trail = await Trails.StartAsync(disk, null, _time, logger))
        {
            var call = Entries.Call();
            await trail.AppendAsync(Entries.Intent(call), default);
            disk.FailWrites = true;
            await Assert.ThrowsAsync<AuditUnavailableException>(async () => await trail.AppendAsync(Entries.Outcome(call: call), default));
            disk.FailWrites = false;
            _time.Advance(TimeSpan.FromSeconds(1));
            await logger.WaitForAsync(6002);
            await trail.AppendAsync(Entries.Denial(), default);
        }

        Assert.Equal(1, (await VerifyAsync()).Chains.Single(chain => chain.Stream == "audit").ClosedRecords);
    }

    [Fact]
    public async Task BothChains_AreIntact()
    {
        await using (var trail = await Trails.StartAsync(new OsAuditDisk(_folder.Path)))
        {
            trail.AppendRefusal(Entries.Denial(), "a");
            await trail.AppendAsync(Entries.Denial(), default);
        }

        Assert.Equal(["audit", "refusals"], (await VerifyAsync()).Chains.Select(chain => chain.Stream));
    }

    private async Task<TrailVerification> VerifyAsync()
    {
        var heads = _folder.Files("*.jsonl").SelectMany(File.ReadLines).Where(line => line.Contains("\"kind\":\"head\"", StringComparison.Ordinal)).Select(KnownHead.Parse).ToList();
        var result = await TrailVerifier.VerifyAsync(_folder.Path, new TrailVerifierOptions { KnownHeads = heads });
        Assert.True(result.IsIntact, result.Problem?.ToString());
        Assert.Empty(result.Warnings);
        Assert.Equal(heads.Count, result.Chains.Sum(chain => chain.KnownHeadsFound));
        return result;
    }
}
