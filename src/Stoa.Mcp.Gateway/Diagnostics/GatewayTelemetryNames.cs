namespace Stoa.Mcp.Gateway.Diagnostics;

/// <summary>Names of what the gateway measures.</summary>
public static class GatewayTelemetryNames
{
    /// <summary>The <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Meter = "Stoa.Mcp.Gateway";

    /// <summary>Gauge, <c>{state}</c>: state of an upstream's circuit breaker, 0 closed, 1 half open, 2 open.</summary>
    public const string BreakerState = "stoa.gateway.circuit_breaker.state";

    /// <summary>Up-down counter, <c>{stream}</c>: event streams that clients have open.</summary>
    public const string OpenStreams = "stoa.gateway.streams.open";

    /// <summary>Tag: the upstream's configured name.</summary>
    public const string Upstream = "stoa.upstream";
}
