using System.Threading.RateLimiting;
using Stoa.Mcp.Governance.Quotas.Counters;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Quotas.Counters;

/// <summary>One counter and the clock it goes by.</summary>
internal sealed class CounterDriver
{
    private readonly ManualTimeProvider _time = new();
    private readonly QuotaClock _clock;

    public CounterDriver(QuotaAlgorithm algorithm, long limit, TimeSpan window, long? burst = null)
    {
        _clock = new QuotaClock(_time);
        Counter = QuotaCounters.Create(new QuotaRule { Name = "r", Algorithm = algorithm, Limit = limit, Window = window, Burst = burst }, _clock);
    }

    public QuotaCounter Counter { get; }

    public long Now => _clock.Now;

    public long Remaining => Counter.Read(1, Now).Remaining;

    public TimeSpan ResetAfter => _clock.Span(Counter.Read(1, Now).ResetUnits);

    public bool IsIdle => Counter.IsIdle(Now);

    public void Advance(TimeSpan by) => _time.Advance(by);

    public bool TryTake(int cost, out QuotaCharge charge)
    {
        var lease = (CounterLease)Counter.AttemptAcquire(cost);
        charge = lease.Charge;
        return lease.IsAcquired;
    }

    public int TakeAll()
    {
        var taken = 0;
        while (TryTake(1, out _))
        {
            taken++;
        }

        return taken;
    }

    public void GiveBack(QuotaCharge charge, int cost) => Counter.GiveBack(charge, cost, Now);

    public TimeSpan? RetryAfter(int cost) =>
        Counter.AttemptAcquire(cost).TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : null;
}
