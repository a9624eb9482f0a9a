using System.Diagnostics;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.TrailBenchmarks;

/// <summary>
/// The best that group commit can do on this disk: all callers' entries of one step in one write and one sync, with no queue, no chain and nobody to
/// wake. A call is two such steps.
/// </summary>
internal sealed class CeilingSide : ISide
{
    public Task<RoundResult> RunAsync(string folder, int callers, int calls)
    {
        var disk = new OsAuditDisk(Directory.CreateDirectory(Path.Combine(folder, $"ceiling-{Guid.NewGuid():N}")).FullName);
        using var file = disk.Create("entries");
        var group = new byte[callers * SampleEntries.LineBytes];
        var latencies = new double[calls / callers];
        var (at, begun) = (0L, Stopwatch.GetTimestamp());
        for (var call = 0; call < latencies.Length; call++)
        {
            var sent = Stopwatch.GetTimestamp();
            for (var entry = 0; entry < 2; entry++, at += group.Length)
            {
                file.Write(group, at);
                file.Sync();
            }

            latencies[call] = Stopwatch.GetElapsedTime(sent).TotalMicroseconds;
        }

        return Task.FromResult(RoundResult.Of(Sides.Ceiling, callers, latencies.Length * callers * 2, Stopwatch.GetElapsedTime(begun), latencies));
    }
}
