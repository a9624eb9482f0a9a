using Stoa.Mcp.Governance.Quotas.Counters;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Quotas.Counters;

/// <summary>Random histories of taking, giving back and waiting, held against what each algorithm promises of the calls that were kept.</summary>
public sealed class QuotaHistoryTests
{
    private const long Window = 10_000;
    private const int Limit = 12;

    [Theory]
    [InlineData(QuotaAlgorithm.TokenBucket, 12)]
    [InlineData(QuotaAlgorithm.TokenBucket, 5)]
    [InlineData(QuotaAlgorithm.TokenBucket, 300)]
    [InlineData(QuotaAlgorithm.TokenBucket, 3)]
    [InlineData(QuotaAlgorithm.SlidingWindow, 12)]
    [InlineData(QuotaAlgorithm.SlidingWindow, 300)]
    [InlineData(QuotaAlgorithm.FixedWindow, 12)]
    public void KeptCharges_NeverExceedThePromise(QuotaAlgorithm algorithm, int size)
    {
        var seed = Environment.TickCount;
        for (var round = 0; round < 60; round++)
        {
            var kept = Play(new Random(seed + round), algorithm, size);
            Assert.True(FirstBreach(kept, algorithm, size) is null, $"seed {seed + round}: {FirstBreach(kept, algorithm, size)}");
        }
    }

    private static List<(long At, int Cost)> Play(Random random, QuotaAlgorithm algorithm, int size)
    {
        var driver = algorithm == QuotaAlgorithm.TokenBucket
            ? new CounterDriver(algorithm, Limit, TimeSpan.FromTicks(Window), burst: size)
            : new CounterDriver(algorithm, size, TimeSpan.FromTicks(Window));
        var charges = new List<(QuotaCharge Charge, long At, int Cost)>();
        for (var step = 0; step < 500; step++)
        {
            driver.Advance(TimeSpan.FromTicks(random.Next(3) == 0 ? random.Next((int)Window / 4) : random.Next(20)));
            var cost = random.Next(1, Math.Max(2, size / 3));
            if (charges.Count > 0 && random.Next(3) == 0)
            {
                var chosen = charges[^random.Next(1, Math.Min(charges.Count, 12) + 1)];
                charges.Remove(chosen);
                driver.GiveBack(chosen.Charge, chosen.Cost);
            }
            else if (driver.TryTake(cost, out var charge))
            {
                charges.Add((charge, driver.Now, cost));
            }
        }

        return charges.ConvertAll(charge => (charge.At, charge.Cost));
    }

    private static string? FirstBreach(List<(long At, int Cost)> kept, QuotaAlgorithm algorithm, int size)
    {
        for (var from = 0; from < kept.Count; from++)
        {
            var units = 0;
            for (var to = from; to < kept.Count; to++)
            {
                units += kept[to].Cost;
                var length = kept[to].At - kept[from].At;
                var allowed = algorithm switch
                {
                    QuotaAlgorithm.TokenBucket => size + ((double)length * Limit / Window) + 0.001,
                    QuotaAlgorithm.SlidingWindow => length < Window ? size : double.MaxValue,

                    // Two windows can touch any stretch that is shorter than one.
                    _ => length < Window ? 2 * size : double.MaxValue,
                };
                if (units > allowed)
                {
                    return $"{units} units in {length} ticks, allowed {allowed}";
                }
            }
        }

        return null;
    }
}
