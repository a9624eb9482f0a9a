using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Quotas.Counters;

public sealed class FixedWindowQuotaTests
{
    private readonly CounterDriver _quota = new(QuotaAlgorithm.FixedWindow, 5, TimeSpan.FromMinutes(1));

    [Fact]
    public void Window_OpensWithTheFirstCharge_AndBringsAllBackAtItsEnd()
    {
        _quota.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(5, _quota.TakeAll());
        Assert.Equal(TimeSpan.FromMinutes(1), _quota.RetryAfter(1));
        _quota.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Equal(0, _quota.TakeAll());
        _quota.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(5, _quota.TakeAll());
    }

    [Fact]
    public void Check_OpensNoWindow()
    {
        Assert.True(_quota.TryTake(0, out _));
        Assert.True(_quota.IsIdle);
        Assert.Equal(TimeSpan.Zero, _quota.ResetAfter);
    }

    [Fact]
    public void GiveBack_InTheNextWindow_AddsNothing()
    {
        _quota.TryTake(3, out var old);
        _quota.Advance(TimeSpan.FromMinutes(1));
        _quota.TryTake(3, out _);
        _quota.GiveBack(old, 3);
        Assert.Equal(2, _quota.Remaining);
    }

    [Fact]
    public void GiveBack_OfTheOnlyCharge_LeavesACounterLikeNew()
    {
        _quota.TryTake(3, out var charge);
        _quota.GiveBack(charge, 3);
        Assert.True(_quota.IsIdle);
        Assert.Equal(5, _quota.Remaining);
    }
}
