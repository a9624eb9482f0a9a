using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Stoa.Mcp.Sidecar.Telemetry;

/// <summary>Buckets for durations of ours: the SDK's own count in milliseconds, and all would be in the first.</summary>
internal static class DurationBuckets
{
    /// <summary>From what governance takes to what a slow tool takes; those of OpenTelemetry's MCP conventions from 0.01 on.</summary>
    private static readonly double[] Seconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];

    /// <summary>The view of an instrument; null leaves it as it is.</summary>
    public static MetricStreamConfiguration? For(Instrument instrument) =>
        instrument is Histogram<double> { Unit: "s", Advice: null } && instrument.Meter.Name.StartsWith("Stoa.", StringComparison.Ordinal)
            ? new ExplicitBucketHistogramConfiguration { Boundaries = Seconds }
            : null;
}
