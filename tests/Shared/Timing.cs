using System.Diagnostics;
using Xunit.Abstractions;

namespace Stoa.Mcp.Tests.Shared;

/// <summary>
/// Whether two things take the same time, as far as 100,000 pairs tell: Welch's t of one against the other, taken in random order, without the slowest tenth of
/// both, which is the machine's.
/// </summary>
internal static class Timing
{
    private const int Pairs = 100_000;
    private const int WarmUp = 5_000;
    private const double Share = 0.9;
    private const double MostT = 4.5;

    /// <summary>Fails where |t| reaches 4.5, in three attempts: one may be disturbed, what differs differs each time.</summary>
    public static async Task AssertSameAsync(ITestOutputHelper output, Func<Task> one, Func<Task> other)
    {
        var seen = new List<double>();
        do
        {
            seen.Add(await MeasureAsync(output, one, other));
        }
        while (Math.Abs(seen[^1]) >= MostT && seen.Count < 3);

        Assert.True(Math.Abs(seen[^1]) < MostT, $"t = {string.Join(", ", seen)}");
    }

    private static async Task<double> MeasureAsync(ITestOutputHelper output, Func<Task> one, Func<Task> other)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var times = (One: new List<double>(Pairs), Other: new List<double>(Pairs));
        for (var i = -WarmUp; i < Pairs; i++)
        {
            var oneFirst = random.Next(2) == 0;
            var first = await TimeAsync(oneFirst ? one : other);
            var second = await TimeAsync(oneFirst ? other : one);
            if (i >= 0)
            {
                times.One.Add(oneFirst ? first : second);
                times.Other.Add(oneFirst ? second : first);
            }
        }

        var most = times.One.Concat(times.Other).Order().ElementAt((int)(2 * Pairs * Share));
        var (a, b) = (Sample.Of(times.One, most), Sample.Of(times.Other, most));
        var t = (a.Mean - b.Mean) / Math.Sqrt((a.Variance / a.Count) + (b.Variance / b.Count));
        output.WriteLine($"seed {seed}: t {t:F2}; {a.Mean:F3} and {b.Mean:F3} µs, of {a.Count} and {b.Count}");
        return t;
    }

    private static async Task<double> TimeAsync(Func<Task> what)
    {
        var started = Stopwatch.GetTimestamp();
        await what();
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
    }

    private readonly record struct Sample(double Mean, double Variance, int Count)
    {
        public static Sample Of(List<double> times, double most)
        {
            var kept = times.Where(time => time <= most).ToArray();
            var mean = kept.Average();
            return new Sample(mean, kept.Sum(time => (time - mean) * (time - mean)) / (kept.Length - 1), kept.Length);
        }
    }
}
