using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using Stoa.Mcp.Governance.Diagnostics;

namespace Stoa.Mcp.Gateway.Diagnostics;

/// <summary>Metrics and logs of the gateway itself; those of the calls are governance's.</summary>
internal sealed class GatewayTelemetry
{
    private const int MostFailures = 1000;

    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, int> _breakers = new(StringComparer.Ordinal);
    private readonly UpDownCounter<long> _streams;
    private readonly NoticeLimiter<(string Upstream, string Reason)> _failures;

    public GatewayTelemetry(IMeterFactory meters, ILoggerFactory loggers, TimeProvider time)
    {
        _failures = new(time, MostFailures, ("", ""));
        _logger = loggers.CreateLogger(GatewayTelemetryNames.Meter);
        var meter = meters.Create(GatewayTelemetryNames.Meter);
        meter.CreateObservableGauge(
            GatewayTelemetryNames.BreakerState, Breakers, "{state}", "State of an upstream's circuit breaker: 0 closed, 1 half open, 2 open.");
        _streams = meter.CreateUpDownCounter<long>(GatewayTelemetryNames.OpenStreams, "{stream}", "Event streams that clients have open.");
    }

    /// <summary>An upstream is known, and its breaker is closed.</summary>
    public void Known(string upstream) => _breakers.TryAdd(upstream, 0);

    /// <summary>An upstream's breaker has changed its state.</summary>
    public void BreakerChanged(string upstream, CircuitState state)
    {
        _breakers[upstream] = state switch { CircuitState.Closed => 0, CircuitState.HalfOpen => 1, _ => 2 };
        Log.BreakerChanged(_logger, upstream, state);
    }

    /// <summary>An upstream gave no usable answer to a call. It may give none to any for hours.</summary>
    public void UpstreamFailed(string upstream, Exception error)
    {
        if (_failures.TryTake((upstream, error.Message), out var keptBack))
        {
            Log.UpstreamFailed(_logger, upstream, error.Message, error.InnerException?.GetType().Name, keptBack);
        }
    }

    /// <summary>The lists of an upstream were read.</summary>
    public void Discovered(string upstream, int targets) => Log.Discovered(_logger, upstream, targets);

    /// <summary>The lists of an upstream could not be read.</summary>
    public void DiscoveryFailed(string upstream, string reason) => Log.DiscoveryFailed(_logger, upstream, reason);

    /// <summary>A stream was opened (1) or closed (-1).</summary>
    public void Streams(int change) => _streams.Add(change);

    private IEnumerable<Measurement<int>> Breakers() =>
        _breakers.Select(breaker => new Measurement<int>(breaker.Value, new KeyValuePair<string, object?>(GatewayTelemetryNames.Upstream, breaker.Key)));
}
