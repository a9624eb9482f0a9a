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

    /// <summary>Counter, <c>{exchange}</c>: exchanges that a shadow has seen, by <c>stoa.shadow.result</c>.</summary>
    public const string ShadowExchanges = "stoa.gateway.shadow.exchanges";

    /// <summary>Tag: <c>allow</c>, <c>deny</c>, <c>fault</c> where governance failed, <c>dropped</c> where it could not follow.</summary>
    public const string ShadowResult = "stoa.shadow.result";

    /// <summary>Tag: the upstream's configured name.</summary>
    public const string Upstream = "stoa.upstream";
}
