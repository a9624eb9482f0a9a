using Stoa.Mcp.Gateway.Forwarding;

namespace Stoa.Mcp.Gateway.Tests.Forwarding;

public sealed class TimeLimitTests : IDisposable
{
    private readonly CancellationTokenSource _request = new();

    public void Dispose() => _request.Dispose();

    [Fact]
    public void BeforeTheClockRuns_TheRequestAloneEndsIt()
    {
        using var limit = new TimeLimit(TimeSpan.Zero, _request.Token);

        Assert.Equal(_request.Token, limit.Token);
        Assert.False(limit.Token.IsCancellationRequested);
    }

    [Fact]
    public void WithoutALimit_TheRequestAloneEndsIt()
    {
        using var limit = new TimeLimit(null, _request.Token);

        Assert.Equal(_request.Token, limit.Start());
    }

    [Fact]
    public async Task OnceTheClockRuns_TheTimeEndsIt()
    {
        using var limit = new TimeLimit(TimeSpan.FromMilliseconds(1), _request.Token);
        var ended = new TaskCompletionSource();
        await using var registration = limit.Start().Register(ended.SetResult);

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(limit.Token.IsCancellationRequested);
        Assert.False(_request.IsCancellationRequested);
    }

    [Fact]
    public async Task OnceTheClockRuns_TheRequestEndsItStill()
    {
        using var limit = new TimeLimit(TimeSpan.FromHours(1), _request.Token);
        var token = limit.Start();

        await _request.CancelAsync();

        Assert.True(token.IsCancellationRequested);
        Assert.Equal(token, limit.Start());
    }
}
