using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;

namespace Stoa.Mcp.TrailBenchmarks;

/// <summary>The trail itself: every caller records an intent, then its outcome, and goes on with the next call.</summary>
internal sealed class TrailSide(string name, AuditDurability durability, int times = 1) : ISide
{
    public async Task<RoundResult> RunAsync(string folder, int callers, int calls)
    {
        calls *= times;
        var trail = New(Path.Combine(folder, $"{name}-{Guid.NewGuid():N}"));
        await trail.StartAsync(default);
        var latencies = new double[calls];
        var next = -1;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (int call; (call = Interlocked.Increment(ref next)) < calls;)
            {
                var (intent, outcome) = SampleEntries.Call();
                var sent = Stopwatch.GetTimestamp();
                await trail.AppendAsync(intent, default);
                await trail.AppendAsync(outcome, default);
                latencies[call] = Stopwatch.GetElapsedTime(sent).TotalMicroseconds;
            }
        })));

        // Durable ones count: what is buffered is on the disk once the trail has ended.
        await trail.StopAsync(default);
        var elapsed = Stopwatch.GetElapsedTime(begun);
        await trail.DisposeAsync();
        return RoundResult.Of(name, callers, calls * 2, elapsed, latencies);
    }

    private FileAuditTrail New(string folder)
    {
        var options = Options.Create(new AuditOptions { Folder = folder, Durability = durability, QueueEntries = 1_000_000 });
        var disk = new OsAuditDisk(folder);
        var signer = new TrailSigner(options, disk, NullLogger<TrailSigner>.Instance);
        var refusals = new RefusalLog(disk, options, signer, TimeProvider.System, NullLogger<RefusalLog>.Instance);
        return new FileAuditTrail(disk, options, signer, TimeProvider.System, refusals, NullLogger<FileAuditTrail>.Instance);
    }
}
