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

    private readonly ResiliencePipeline<HttpResponseMessage> _attempt;
    private readonly ResiliencePipeline<HttpResponseMessage>? _retries;

    public UpstreamResilience(UpstreamOptions options, TimeProvider time, Action<CircuitState> changed)
    {
        _attempt = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddCircuitBreaker(Breaker(options, changed))
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout })
            .Build();
        if (options.Retries > 0)
        {
            _retries = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddRetry(Retries(options)).Build();
        }
    }

    /// <summary>Sends, again where that does no harm.</summary>
    public async ValueTask<HttpResponseMessage> SendAsync<T>(
        Func<T, CancellationToken, ValueTask<Outcome<HttpResponseMessage>>> send, T state, bool repeatable, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Repeatable, repeatable);
        try
        {
            // Nearly every attempt is the only one, and does not pay for what could follow.
            var outcome = await AttemptAsync(context, (send, state));
            if (_retries is not null && IsWorthRepeating(outcome, repeatable))
            {
                Outcome<HttpResponseMessage>? first = outcome;
                outcome = await _retries.ExecuteOutcomeAsync(
                    (context, sent) =>
                    {
                        var known = first;
                        first = null;
                        return known is { } failed ? ValueTask.FromResult(failed) : AttemptAsync(context, sent);
                    },
                    context,
                    (send, state));
            }

            outcome.ThrowIfException();
            return outcome.Result!;
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

    private ValueTask<Outcome<HttpResponseMessage>> AttemptAsync<T>(
        ResilienceContext context, (Func<T, CancellationToken, ValueTask<Outcome<HttpResponseMessage>>> Send, T State) sent) =>
        _attempt.ExecuteOutcomeAsync(static (context, sent) => sent.Send(sent.State, context.CancellationToken), context, sent);

    private static RetryStrategyOptions<HttpResponseMessage> Retries(UpstreamOptions options) => new()
    {
        MaxRetryAttempts = options.Retries,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(100),
        MaxDelay = TimeSpan.FromSeconds(2),
        UseJitter = true,
        ShouldHandle = static attempt => ValueTask.FromResult(IsWorthRepeating(attempt.Outcome, attempt.Context.Properties.GetValue(Repeatable, false))),
    };

    private static bool IsWorthRepeating(Outcome<HttpResponseMessage> outcome, bool repeatable) =>
        outcome.Exception is not BrokenCircuitException && (WasNeverSent(outcome.Exception) || (repeatable && IsFailure(outcome)));

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(UpstreamOptions options, Action<CircuitState> changed) => new()
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
    private static bool IsFailure(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException or IOException } => true,
        { Result.StatusCode: HttpStatusCode.NotImplemented } => false,
        { Result.StatusCode: >= HttpStatusCode.InternalServerError } => true,
        _ => false,
    };
}
