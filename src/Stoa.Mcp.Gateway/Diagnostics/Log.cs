using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace Stoa.Mcp.Gateway.Diagnostics;

/// <summary>Log events of the gateway: 8000 to 8099.</summary>
internal static partial class Log
{
    [LoggerMessage(8000, LogLevel.Warning, "Upstream '{Upstream}' gave no usable answer: {Reason} ({Cause}) {KeptBack} more like it were not told.", EventName = "UpstreamFailed")]
    public static partial void UpstreamFailed(ILogger logger, string upstream, string reason, string? cause, int keptBack);

    [LoggerMessage(8001, LogLevel.Warning, "The circuit breaker of upstream '{Upstream}' is now {State}", EventName = "BreakerChanged")]
    public static partial void BreakerChanged(ILogger logger, string upstream, CircuitState state);

    [LoggerMessage(8002, LogLevel.Information, "Upstream '{Upstream}' lists {Targets} tools, prompts and resources", EventName = "Discovered")]
    public static partial void Discovered(ILogger logger, string upstream, int targets);

    [LoggerMessage(8003, LogLevel.Warning, "The lists of upstream '{Upstream}' cannot be read: {Reason}", EventName = "DiscoveryFailed")]
    public static partial void DiscoveryFailed(ILogger logger, string upstream, string reason);
}
