using OpenTelemetry.Metrics;
using Stoa.Mcp.Governance.Diagnostics;

namespace Stoa.Mcp.Sidecar.Telemetry.Prometheus;

/// <summary>How a call ended, in STOA's five words, from the tags of a measurement. The same mapping as that of usage events.</summary>
internal static class StoaStatus
{
    public static string Of(in MetricPoint point) => Of(
        point.Find(GovernanceTelemetryNames.Decision) == "deny", point.Find(GovernanceTelemetryNames.Code), point.Find(GovernanceTelemetryNames.ErrorType));

    public static string Of(bool denied, string? code, string? error) => (denied, code) switch
    {
        (true, "not_visible" or "method_not_found") => "not_found",
        (true, "quota_exceeded") => "rate_limited",
        (true, _) => "policy_denied",
        _ => error is null ? "success" : "error",
    };
}
