using Stoa.Mcp.Governance.Anomalies.Detection;
using Xunit.Abstractions;

namespace Stoa.Mcp.Governance.Tests.Anomalies;

/// <summary>
/// How often nothing is called something, and how soon something is noticed. <c>STOA_LONG_SIMULATION=1</c> simulates the whole month that docs/anomalies.md
/// quotes, which takes minutes; without it a sixth of the series above 0.5 calls per second get two days.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seed = 20261122;
    private const int SlotsToLearn = DailyProfile.Slots;

    private static readonly bool Long = Environment.GetEnvironmentVariable("STOA_LONG_SIMULATION") == "1";
    private static readonly RiseTest Test = new(10, 20);

    [Fact]
    public void AMonthOfUsualTraffic_AlarmsLessThanOnceInAThousandSeriesDays()
    {
        var (alarms, days, calls) = (0, 0, 0L);
        Parallel.For(0, 100, i =>
        {
            var rate = 0.01 * Math.Pow(5000, i / 99.0);
            if (!Long && rate > 0.5 && i % 6 != 3)
            {
                return;
            }

            var length = Long || rate <= 0.5 ? 30 : 2;
            var (raised, counted) = Run(new Traffic(new Random(Seed + i), rate), length);
            Interlocked.Add(ref alarms, raised);
            Interlocked.Add(ref days, length);
            Interlocked.Add(ref calls, counted);
        });

        output.WriteLine($"Seed {Seed}: {alarms} alarms in {days} series-days, {calls:N0} calls, 0.01 to 50 per second.");
        Assert.True(alarms <= days / 1000.0, $"{alarms} alarms in {days} series-days with seed {Seed}.");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(50)]
    public void ATenfoldRise_FromHalfACallPerSecondOn_IsNoticedWithinTenSeconds(double expectedAtThatTime)
    {
        var delays = Delays(expectedAtThatTime, trials: expectedAtThatTime < 1 ? 2000 : 480, factor: 10);

        Print($"{expectedAtThatTime} per second", delays);
        Assert.InRange(delays.Count(delay => delay > 10), 0, delays.Count / 200);
        Assert.True(expectedAtThatTime < 1 || delays[^1] <= 10, $"{delays[^1]} s with seed {Seed}.");
    }

    [Theory]
    [InlineData(0.1, 30)]
    [InlineData(1 / 60.0, 180)]
    [InlineData(1 / 600.0, 7200)]
    public void ATenfoldRise_OfFewCalls_IsNoticedAsSoonAsTheyAreEnough(double expectedAtThatTime, double seconds)
    {
        var delays = Delays(expectedAtThatTime, trials: 480, factor: 10);

        Print($"{expectedAtThatTime:G2} per second", delays);
        Assert.InRange(delays[(int)(delays.Count * 0.9)], 0, seconds);
    }

    [Fact]
    public void ATwofoldRise_ForAnHour_IsNone() => Assert.All([0.1, 1, 20], rate =>
    {
        var traffic = new Traffic(new Random(Seed), rate);
        var series = new CallSeries(Traffic.Key, 0, traffic.Learned(7), SlotsToLearn);

        Assert.DoesNotContain(traffic.Calls(0, Traffic.Day / 24.0, factor: 2), call => series.Count(call, Test, SlotsToLearn));
    });

    private static (int Alarms, long Calls) Run(Traffic traffic, int days)
    {
        var series = new CallSeries(Traffic.Key, 0);
        var (alarms, calls) = (0, 0L);
        foreach (var call in traffic.Calls(0, days * Traffic.Day))
        {
            calls++;
            if (series.Count(call, Test, SlotsToLearn))
            {
                alarms++;
                series.GoOnAt(call);
            }
        }

        return (alarms, calls);
    }

    /// <summary>Seconds from the begin of a rise until it is noticed, at every hour of the day alike, after a week of learning.</summary>
    private static List<double> Delays(double expected, int trials, double factor) =>
        [.. Enumerable.Range(0, trials).AsParallel().Select(i => Delay(new Random(Seed + i), i % 24, expected, factor)).Order()];

    private static double Delay(Random random, int hour, double expected, double factor)
    {
        var start = (7 * Traffic.Day) + (Traffic.Day * (hour + random.NextDouble()) / 24);
        var usual = new Traffic(random, expected / new Traffic(random, 1).RateAt(start));
        var series = new CallSeries(Traffic.Key, (long)start - 600_000, usual.Learned(7), SlotsToLearn);
        var calls = usual.Calls(start - 600_000, start).Concat(usual.Calls(start, start + Traffic.Day, factor));
        var noticed = calls.First(call => series.Count(call, Test, SlotsToLearn));
        return (noticed - start) / 1000;
    }

    private void Print(string what, List<double> delays) => output.WriteLine(
        $"Seed {Seed}, {what} tenfold: median {delays[delays.Count / 2]:F2} s, 99 % {delays[(int)(delays.Count * 0.99)]:F2} s, longest {delays[^1]:F2} s, within 10 s {100.0 * delays.Count(d => d <= 10) / delays.Count:F2} %.");
}
