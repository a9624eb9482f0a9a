using System.Diagnostics;

namespace Stoa.Mcp.IdentityBenchmarks;

/// <summary>Times calls one after the other, on one thread unless a side leaves it.</summary>
internal static class Measurement
{
    public static async Task<RoundResult> RunAsync(Side side, int calls, int round)
    {
        await side.VerifyAsync(0);
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            await side.VerifyAsync(i);
        }

        var time = Stopwatch.GetElapsedTime(started);
        return new RoundResult(side.Name, round, time.TotalMicroseconds / calls, (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / calls);
    }
}
