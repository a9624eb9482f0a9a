using System.Net;
using System.Text;
using Polly;
using Polly.CircuitBreaker;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Gateway.Tests.Upstreams;

/// <summary>Attempts, each counted; no time passes but the test's own.</summary>
public sealed class ResilienceTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<CircuitState> _states = [];
    private int _attempts;

    public static TheoryData<string, bool, int> Failures => new()
    {
        { "refused", true, 3 }, { "refused", false, 3 },
        { "no name", true, 3 }, { "no name", false, 3 },
        { "no TLS", true, 3 }, { "no TLS", false, 3 },
        { "broken off", true, 3 }, { "broken off", false, 1 },
        { "500", true, 3 }, { "500", false, 1 },
        { "503", true, 3 }, { "503", false, 1 },
        { "501", true, 1 }, { "501", false, 1 },
        { "400", true, 1 }, { "404", true, 1 }, { "429", true, 1 }, { "401", true, 1 },
        { "200", true, 1 }, { "200", false, 1 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_IsTriedAgain_WhereThatDoesNoHarm(string failure, bool repeatable, int attempts)
    {
        await RunAsync(new UpstreamResilience(new UpstreamOptions(), SendAsync, _time, _states.Add), failure, repeatable, retries: true);

        Assert.Equal(attempts, _attempts);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task Attempt_ThatTakesTooLong_IsTriedAgain_WhereThatDoesNoHarm(bool repeatable, int attempts)
    {
        await RunAsync(new UpstreamResilience(new UpstreamOptions(), SendAsync, _time, _states.Add), "hang", repeatable, retries: true);

        Assert.Equal(attempts, _attempts);
    }

    [Theory]
    [InlineData("500", true)]
    [InlineData("refused", true)]
    [InlineData("hang", true)]
    [InlineData("400", false)]
    [InlineData("404", false)]
    [InlineData("429", false)]
    [InlineData("501", false)]
    [InlineData("200", false)]
    [InlineData("cancelled", false)]
    public async Task Breaker_OpensOnWhatTheUpstreamBringsAbout(string failure, bool opens)
    {
        var resilience = Breaking();
        for (var i = 0; i < 10 && _states.Count == 0; i++)
        {
            await RunAsync(resilience, failure, repeatable: false);
        }

        Assert.Equal(opens ? [CircuitState.Open] : [], _states);
        Assert.Equal(opens ? 4 : 10, _attempts);
    }

    [Fact]
    public async Task Breaker_LetsOneCallTryAfterItsPause_AndClosesOnSuccess()
    {
        var resilience = Breaking();
        for (var i = 0; i < 4; i++)
        {
            await RunAsync(resilience, "500", repeatable: false);
        }

        Assert.IsType<BrokenCircuitException>(await RunAsync(resilience, "200", repeatable: true));
        Assert.Equal(4, _attempts);
        _time.Advance(TimeSpan.FromSeconds(5));
        await RunAsync(resilience, "500", repeatable: false);
        Assert.IsType<BrokenCircuitException>(await RunAsync(resilience, "200", repeatable: false));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await RunAsync(resilience, "200", repeatable: false));
        Assert.Null(await RunAsync(resilience, "200", repeatable: false));

        Assert.Equal([CircuitState.Open, CircuitState.HalfOpen, CircuitState.Open, CircuitState.HalfOpen, CircuitState.Closed], _states);
        Assert.Equal(7, _attempts);
    }

    private UpstreamResilience Breaking() => new(new UpstreamOptions { BreakerMinimumCalls = 4, Retries = 0, Timeout = TimeSpan.FromSeconds(5) }, SendAsync, _time, _states.Add);

    private async Task<Exception?> RunAsync(UpstreamResilience resilience, string failure, bool repeatable, bool retries = false)
    {
        using var client = new CancellationTokenSource();
        var request = new UpstreamRequest(HttpMethod.Post, null!, Encoding.UTF8.GetBytes(failure), []) { IsRepeatable = repeatable };
        var call = resilience.SendAsync(request, client.Token).AsTask();
        if (failure == "cancelled")
        {
            await client.CancelAsync();
        }

        if (failure == "hang" && !retries)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        // Between attempts the call waits for the clock.
        while (!call.IsCompleted && retries)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        try
        {
            (await call).Dispose();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    // The message says what becomes of it.
    private async ValueTask<Outcome<UpstreamResilience.Reply>> SendAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return Outcome.FromResult(new UpstreamResilience.Reply(await AnswerAsync(Encoding.UTF8.GetString(request.Body.Span), cancellationToken)));
        }
        catch (Exception error)
        {
            return Outcome.FromException<UpstreamResilience.Reply>(error);
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(string failure, CancellationToken cancellationToken)
    {
        _attempts++;
        switch (failure)
        {
            case "hang" or "cancelled":
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                break;
            case "refused":
                throw new HttpRequestException(HttpRequestError.ConnectionError);
            case "no name":
                throw new HttpRequestException(HttpRequestError.NameResolutionError);
            case "no TLS":
                throw new HttpRequestException(HttpRequestError.SecureConnectionError);
            case "broken off":
                throw new HttpRequestException(HttpRequestError.ResponseEnded);
        }

        return new HttpResponseMessage((HttpStatusCode)int.Parse(failure, System.Globalization.CultureInfo.InvariantCulture));
    }
}
