using Stoa.Mcp.LoadComparison.Client;

namespace Stoa.Mcp.LoadComparison.Report;

/// <summary>One variant in one round.</summary>
internal sealed record RoundResult(
    string Variant, int Round, double CpuMicroseconds, double CompilingMicroseconds, double AllocatedBytes, double P50Microseconds, double P99Microseconds, double RequestsPerSecond, int Failures)
{
    public static RoundResult Of(
        string variant, int round, Usage used, (double[] Microseconds, int Failures, TimeSpan Elapsed) run)
    {
        var calls = run.Microseconds.Length;
        Array.Sort(run.Microseconds);
        return new RoundResult(
            variant,
            round,
            used.Cpu.TotalMicroseconds / calls,
            used.Compiling.TotalMicroseconds / calls,
            (double)used.Allocated / calls,
            run.Microseconds[calls / 2],
            run.Microseconds[Math.Min(calls - 1, calls * 99 / 100)],
            calls / run.Elapsed.TotalSeconds,
            run.Failures);
    }
}
