namespace Stoa.Mcp.TrailBenchmarks;

/// <summary>One side of one round.</summary>
internal sealed record RoundResult(string Side, int Callers, double EntriesPerSecond, double P50Microseconds, double P99Microseconds)
{
    public int Round { get; init; }

    public static RoundResult Of(string side, int callers, int entries, TimeSpan elapsed, double[] microseconds)
    {
        Array.Sort(microseconds);
        return new RoundResult(side, callers, entries / elapsed.TotalSeconds, microseconds[microseconds.Length / 2], microseconds[(int)(microseconds.Length * 0.99)]);
    }
}
