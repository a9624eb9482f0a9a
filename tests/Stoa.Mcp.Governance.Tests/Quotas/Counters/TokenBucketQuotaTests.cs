using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Quotas.Counters;

public sealed class TokenBucketQuotaTests
{
    private static CounterDriver Bucket(long limit, TimeSpan window, long? burst = null) => new(QuotaAlgorithm.TokenBucket, limit, window, burst);

    [Fact]
    public void New_HoldsTheBurst_NotMore()
    {
        Assert.Equal(20, Bucket(60, TimeSpan.FromMinutes(1), burst: 20).TakeAll());
        Assert.Equal(60, Bucket(60, TimeSpan.FromMinutes(1)).TakeAll());
        Assert.Equal(200, Bucket(60, TimeSpan.FromMinutes(1), burst: 200).TakeAll());
    }

    [Fact]
    public void Refill_ComesEvenly_AtLimitPerWindow()
    {
        var bucket = Bucket(60, TimeSpan.FromMinutes(1), burst: 10);
        bucket.TakeAll();
        for (var second = 0; second < 100; second++)
        {
            bucket.Advance(TimeSpan.FromMilliseconds(999));
            Assert.Equal(0, bucket.TakeAll());
            bucket.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(1, bucket.TakeAll());
        }
    }

    [Fact]
    public void Refill_StopsAtTheBurst()
    {
        var bucket = Bucket(60, TimeSpan.FromMinutes(1), burst: 10);
        bucket.TakeAll();
        bucket.Advance(TimeSpan.FromDays(3650));
        Assert.True(bucket.IsIdle);
        Assert.Equal(10, bucket.TakeAll());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void RetryAfter_IsWhenThatManyUnitsAreBack(int cost)
    {
        var bucket = Bucket(7, TimeSpan.FromSeconds(3));
        bucket.TakeAll();

        var wait = bucket.RetryAfter(cost)!.Value;

        Assert.InRange(wait.TotalSeconds, cost * 3 / 7.0, (cost * 3 / 7.0) + 0.000_001);
        bucket.Advance(wait);
        Assert.True(bucket.TryTake(cost, out _));
    }

    [Fact]
    public void Refill_InManySmallSteps_LosesNothing()
    {
        var bucket = Bucket(1_000, TimeSpan.FromSeconds(1));
        bucket.TakeAll();
        for (var i = 0; i < 100_000; i++)
        {
            bucket.Advance(TimeSpan.FromTicks(7));
            _ = bucket.Remaining;
        }

        Assert.Equal(70, bucket.Remaining);
    }

    [Fact]
    public void GiveBack_ToADrainedBucket_ReturnsWhatRefillDidNot()
    {
        var bucket = Bucket(10, TimeSpan.FromSeconds(10));
        Assert.True(bucket.TryTake(1, out var charge));
        bucket.TakeAll();
        bucket.Advance(TimeSpan.FromSeconds(5));

        bucket.GiveBack(charge, 1);

        Assert.Equal(6, bucket.Remaining);
    }

    [Fact]
    public void GiveBack_AfterOthersTookTheRefill_DoesNotLetThemHaveItTwice()
    {
        var bucket = Bucket(10, TimeSpan.FromSeconds(10));
        Assert.True(bucket.TryTake(10, out var charge));
        bucket.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(9, bucket.TakeAll());

        bucket.GiveBack(charge, 10);

        // Without the first call: full at 10, less the 9 that passed.
        Assert.Equal(1, bucket.Remaining);
    }

    [Fact]
    public void GiveBack_OfAllCharges_InAnyOrder_FillsTheBucket()
    {
        var bucket = Bucket(1_000, TimeSpan.FromDays(30));
        var charges = Enumerable.Range(0, 1_000).Select(_ => bucket.TryTake(1, out var charge) ? charge : default).ToArray();
        new Random(7).Shuffle(charges);
        foreach (var charge in charges)
        {
            bucket.GiveBack(charge, 1);
        }

        Assert.Equal(1_000, bucket.Remaining);
    }

    [Fact]
    public void GiveBack_OfManyChargesMadeOneAfterTheOther_ReturnsMost_AndNeverTooMuch()
    {
        var bucket = Bucket(1_000, TimeSpan.FromSeconds(1_000));
        var charges = Enumerable.Range(0, 1_000).Select(_ =>
        {
            bucket.Advance(TimeSpan.FromMilliseconds(1));
            return bucket.TryTake(1, out var charge) ? charge : default;
        }).ToArray();
        foreach (var charge in charges)
        {
            bucket.GiveBack(charge, 1);
        }

        Assert.InRange(bucket.Remaining, 900, 1_000);
        bucket.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(1_000, bucket.TakeAll());
    }

    [Fact]
    public void ResetAfter_IsWhenTheNextUnitIsBack()
    {
        var bucket = Bucket(10, TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.Zero, bucket.ResetAfter);
        bucket.TryTake(5, out _);
        bucket.Advance(TimeSpan.FromSeconds(0.25));
        Assert.Equal(TimeSpan.FromSeconds(0.75), bucket.ResetAfter);
    }
}
