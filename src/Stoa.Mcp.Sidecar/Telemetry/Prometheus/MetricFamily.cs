namespace Stoa.Mcp.Sidecar.Telemetry.Prometheus;

/// <summary>All samples of one metric.</summary>
/// <param name="Name">Its name, a counter's with <c>_total</c>.</param>
/// <param name="Type"><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</param>
/// <param name="Help">What it measures.</param>
/// <param name="Samples">Its samples.</param>
internal sealed record MetricFamily(string Name, string Type, string Help, List<MetricSample> Samples)
{
    public const string Counter = "counter";
    public const string Gauge = "gauge";
    public const string Histogram = "histogram";
}
