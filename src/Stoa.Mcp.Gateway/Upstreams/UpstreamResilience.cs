using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>
/// One upstream's retries, circuit breaker and time limit, in this order from the outside: each attempt is counted and limited for itself.
/// </summary>
internal sealed class UpstreamResilience
{
    /// <summary>Whether a second attempt does no harm.</summary>
    private static readonly ResiliencePropertyKey<bool> Repeatable = new("stoa.repeatable");

    private readonly Func<UpstreamRequest, CancellationToken, ValueTask<Outcome<Reply>>> _send;
    private readonly ResiliencePipeline<Reply> _attempt;
    private readonly ResiliencePipeline<Reply>? _retries;

    /// <param name="options">The upstream's settings.</param>
    /// <param name="send">Makes one attempt. It throws nothing: a failure is an outcome.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Hears of the circuit breaker's states.</param>
    public UpstreamResilience(
        UpstreamOptions options, Func<UpstreamRequest, CancellationToken, ValueTask<Outcome<Reply>>> send, TimeProvider time, Action<CircuitState> changed)
    {
        _send = send;
        _attempt = new ResiliencePipelineBuilder<Reply> { TimeProvider = time }
            .AddCircuitBreaker(Breaker(options, changed))
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout })
            .Build();
        if (options.Retries > 0)
        {
            _retries = new ResiliencePipelineBuilder<Reply> { TimeProvider = time }.AddRetry(Retries(options)).Build();
        }
    }

    /// <summary>Sends, again where that does no harm.</summary>
    public async ValueTask<HttpResponseMessage> SendAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            // Nearly every attempt is the only one, and does not pay for what could follow.
            var outcome = await AttemptAsync(context, new Sending(this, request));
            if (_retries is not null && IsWorthRepeating(outcome, request.IsRepeatable))
            {
                outcome = await RepeatAsync(_retries, context, request, outcome);
            }

            outcome.ThrowIfException();
            return outcome.Result.Response;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Whether a failure came before anything was sent.</summary>
    public static bool WasNeverSent(Exception? error) => error is BrokenCircuitException
        or HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,
        };

    private ValueTask<Outcome<Reply>> AttemptAsync(ResilienceContext context, Sending sending) => _attempt.ExecuteOutcomeAsync(
        static (context, sending) => sending.Resilience._send(sending.Request, context.CancellationToken), context, sending);

    private ValueTask<Outcome<Reply>> RepeatAsync(ResiliencePipeline<Reply> retries, ResilienceContext context, UpstreamRequest request, Outcome<Reply> first)
    {
        context.Properties.Set(Repeatable, request.IsRepeatable);
        Outcome<Reply>? known = first;
        return retries.ExecuteOutcomeAsync(
            (context, sending) =>
            {
                var failed = known;
                known = null;
                return failed is { } outcome ? ValueTask.FromResult(outcome) : AttemptAsync(context, sending);
            },
            context,
            new Sending(this, request));
    }

    private static RetryStrategyOptions<Reply> Retries(UpstreamOptions options) => new()
    {
        MaxRetryAttempts = options.Retries,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(100),
        MaxDelay = TimeSpan.FromSeconds(2),
        UseJitter = true,
        ShouldHandle = static attempt => ValueTask.FromResult(IsWorthRepeating(attempt.Outcome, attempt.Context.Properties.GetValue(Repeatable, false))),
    };

    private static bool IsWorthRepeating(Outcome<Reply> outcome, bool repeatable) =>
        outcome.Exception is not BrokenCircuitException && (WasNeverSent(outcome.Exception) || (repeatable && IsFailure(outcome)));

    private static CircuitBreakerStrategyOptions<Reply> Breaker(UpstreamOptions options, Action<CircuitState> changed) => new()
    {
        FailureRatio = options.BreakerFailureRatio,
        MinimumThroughput = options.BreakerMinimumCalls,
        SamplingDuration = options.BreakerWindow,
        BreakDuration = options.BreakerPause,
        ShouldHandle = static attempt => ValueTask.FromResult(IsFailure(attempt.Outcome)),
        OnOpened = _ => Tell(changed, CircuitState.Open),
        OnClosed = _ => Tell(changed, CircuitState.Closed),
        OnHalfOpened = _ => Tell(changed, CircuitState.HalfOpen),
    };

    private static ValueTask Tell(Action<CircuitState> changed, CircuitState state)
    {
        changed(state);
        return default;
    }

    // What a client brings about (4xx, cancelling) says nothing about the upstream.
    private static bool IsFailure(Outcome<Reply> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException or IOException } => true,
        { Result.Response.StatusCode: HttpStatusCode.NotImplemented } => false,
        { Result.Response.StatusCode: >= HttpStatusCode.InternalServerError } => true,
        _ => false,
    };

    /// <summary>What an attempt was answered. A value, as is <see cref="Sending"/>: the strategies' generic code is compiled for it alone.</summary>
    internal readonly record struct Reply(HttpResponseMessage Response);

    private readonly record struct Sending(UpstreamResilience Resilience, UpstreamRequest Request);
}
