using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Diagnostics;

public sealed class NoticeLimiterTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Notice_PassesOnceInAnInterval_WithHowManyWereKeptBack()
    {
        var limiter = new NoticeLimiter<string>(_time, most: 10, "others");

        Assert.Equal((true, 0), Take(limiter, "a"));
        Assert.False(Take(limiter, "a").Taken);
        Assert.False(Take(limiter, "a").Taken);
        _time.Advance(NoticeLimiter<string>.Interval - TimeSpan.FromTicks(1));
        Assert.False(Take(limiter, "a").Taken);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((true, 3), Take(limiter, "a"));
        _time.Advance(NoticeLimiter<string>.Interval);
        Assert.Equal((true, 0), Take(limiter, "a"));
    }

    [Fact]
    public void Keys_AreToldApart_UpToABound()
    {
        var limiter = new NoticeLimiter<string>(_time, most: 2, "others");

        Assert.True(Take(limiter, "a").Taken);
        Assert.True(Take(limiter, "b").Taken);
        Assert.True(Take(limiter, "c").Taken);
        Assert.False(Take(limiter, "d").Taken);
        Assert.False(Take(limiter, "a").Taken);
    }

    [Fact]
    public void Keys_AreForgottenInTheEnd()
    {
        var limiter = new NoticeLimiter<string>(_time, most: 1, "others");
        Assert.True(Take(limiter, "once").Taken);

        _time.Advance(TimeSpan.FromMinutes(11));

        Assert.True(Take(limiter, "a").Taken);
        Assert.True(Take(limiter, "b").Taken);
        Assert.False(Take(limiter, "c").Taken);
    }

    private static (bool Taken, int KeptBack) Take(NoticeLimiter<string> limiter, string key) => (limiter.TryTake(key, out var keptBack), keptBack);
}
