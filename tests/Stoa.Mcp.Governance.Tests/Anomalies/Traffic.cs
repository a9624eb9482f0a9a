using Stoa.Mcp.Governance.Anomalies.Detection;

namespace Stoa.Mcp.Governance.Tests.Anomalies;

/// <summary>Calls of one series as a Poisson process with a daily rhythm: at 18:00 the rate is <paramref name="swing"/> below its mean, at 06:00 as far above.</summary>
internal sealed class Traffic(Random random, double perSecond, double swing = 0.8)
{
    public const long Day = 24 * 60 * 60 * 1000;

    public static SeriesKey Key { get; } = new("acme", "agent-1", "tools/call", "get-report");

    /// <summary>Calls per second at a time.</summary>
    public double RateAt(double time) => perSecond * (1 + (swing * Math.Sin(2 * Math.PI * time / Day)));

    /// <summary>Times of calls, by thinning (Lewis and Shedler 1979).</summary>
    public IEnumerable<long> Calls(double from, double to, double factor = 1)
    {
        var most = perSecond * (1 + swing) * factor / 1000;
        for (var time = from; ;)
        {
            time -= Math.Log(1 - random.NextDouble()) / most;
            if (time >= to)
            {
                yield break;
            }

            if (random.NextDouble() * most * 1000 < RateAt(time) * factor)
            {
                yield return (long)time;
            }
        }
    }

    /// <summary>What is known after some days of it, without going through every call.</summary>
    public DailyProfile Learned(int days)
    {
        var profile = new DailyProfile();
        for (var i = 0; i < days * DailyProfile.Slots; i++)
        {
            var slot = i % DailyProfile.Slots;
            profile.Learn(slot, Poisson(RateAt((slot + 0.5) * DailyProfile.SlotMilliseconds) * DailyProfile.SlotMilliseconds / 1000));
        }

        return profile;
    }

    // By counting for small means, by the normal distribution for large ones.
    private int Poisson(double mean)
    {
        if (mean > 100)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * normal)));
        }

        var count = -1;
        for (var product = 1.0; product > Math.Exp(-mean); product *= random.NextDouble())
        {
            count++;
        }

        return Math.Max(0, count);
    }
}
