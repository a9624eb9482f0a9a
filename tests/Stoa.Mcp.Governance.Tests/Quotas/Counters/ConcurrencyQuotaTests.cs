using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Quotas.Counters;

public sealed class ConcurrencyQuotaTests
{
    private readonly CounterDriver _quota = new(QuotaAlgorithm.Concurrency, 2, TimeSpan.Zero);

    [Fact]
    public void Permit_IsHeldUntilTheLeaseEnds_HoweverLong()
    {
        var lease = _quota.Counter.AttemptAcquire(1);
        _quota.TryTake(1, out _);
        _quota.Advance(TimeSpan.FromDays(365));
        Assert.False(_quota.TryTake(1, out _));
        Assert.Equal(TimeSpan.FromSeconds(1), _quota.RetryAfter(1));

        lease.Dispose();
        lease.Dispose();

        Assert.Equal(1, _quota.Remaining);
        Assert.False(_quota.IsIdle);
    }
}
