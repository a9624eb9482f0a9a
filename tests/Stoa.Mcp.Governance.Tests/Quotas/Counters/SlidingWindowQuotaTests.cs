using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Quotas.Counters;

public sealed class SlidingWindowQuotaTests
{
    private static CounterDriver Window(long limit, TimeSpan window) => new(QuotaAlgorithm.SlidingWindow, limit, window);

    [Fact]
    public void Unit_ComesBackExactlyOneWindowAfterItWasTaken_UpToALimitOf64()
    {
        var quota = Window(64, TimeSpan.FromMinutes(1));
        for (var i = 0; i < 64; i++)
        {
            Assert.True(quota.TryTake(1, out _));
            quota.Advance(TimeSpan.FromMilliseconds(1));
        }

        quota.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromMilliseconds(65));
        for (var i = 0; i < 64; i++)
        {
            Assert.Equal(0, quota.TakeAll());
            quota.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(1, quota.TakeAll());
        }
    }

    [Fact]
    public void Window_HasNoEdgeToBurstAcross()
    {
        var quota = Window(10, TimeSpan.FromSeconds(10));
        quota.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(10, quota.TakeAll());
        quota.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(0, quota.TakeAll());
    }

    [Fact]
    public void Unit_ComesBackAtMostOneSixtyFourthLate_AndNeverEarly_AboveThat()
    {
        var quota = Window(1_000, TimeSpan.FromSeconds(64));
        for (var i = 0; i < 1_000; i++)
        {
            Assert.True(quota.TryTake(1, out _));
            quota.Advance(TimeSpan.FromMilliseconds(10));
        }

        // Unit i was taken at i * 10 ms; it may be back from 64 s + i * 10 ms, and must be one second later.
        quota.Advance(TimeSpan.FromSeconds(53));
        for (var at = TimeSpan.FromSeconds(63); at < TimeSpan.FromSeconds(76); at += TimeSpan.FromMilliseconds(10))
        {
            var mayBeBack = Math.Clamp((long)((at - TimeSpan.FromSeconds(64)).TotalMilliseconds / 10) + 1, 0, 1_000);
            var mustBeBack = Math.Clamp((long)((at - TimeSpan.FromSeconds(65)).TotalMilliseconds / 10) + 1, 0, 1_000);
            Assert.InRange(quota.Remaining, at < TimeSpan.FromSeconds(65) ? 0 : mustBeBack, at < TimeSpan.FromSeconds(64) ? 0 : mayBeBack);
            quota.Advance(TimeSpan.FromMilliseconds(10));
        }
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 8)]
    [InlineData(3, 8)]
    [InlineData(4, 9)]
    public void RetryAfter_IsWhenEnoughOfTheOldestUnitsAreBack(int cost, int seconds)
    {
        var quota = Window(4, TimeSpan.FromSeconds(10));
        foreach (var units in new[] { 1, 2, 1 })
        {
            quota.TryTake(units, out _);
            quota.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(TimeSpan.FromSeconds(seconds), quota.RetryAfter(cost));
        Assert.Equal(TimeSpan.FromSeconds(7), quota.ResetAfter);
    }

    [Fact]
    public void GiveBack_ReturnsTheChargeWhileItsWindowLasts()
    {
        var quota = Window(3, TimeSpan.FromSeconds(10));
        quota.TryTake(1, out _);
        quota.TryTake(2, out var charge);
        quota.GiveBack(charge, 2);
        Assert.Equal(2, quota.Remaining);
    }

    [Fact]
    public void TakeAndGiveBack_ManyTimesBetweenHeldCharges_NeverLosesCount()
    {
        var quota = Window(8, TimeSpan.FromHours(1));
        quota.TryTake(1, out _);
        quota.TryTake(1, out var last);
        for (var i = 0; i < 1_000; i++)
        {
            quota.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(quota.TryTake(1, out var next));
            quota.GiveBack(last, 1);
            last = next;
            Assert.Equal(6, quota.Remaining);
        }

        quota.Advance(TimeSpan.FromHours(1));
        Assert.True(quota.IsIdle);
        Assert.Equal(8, quota.TakeAll());
    }
}
