namespace Stoa.Mcp.Sidecar.Telemetry.Prometheus;

/// <summary>One line.</summary>
/// <param name="Suffix">What follows the family's name: <c>_bucket</c>, <c>_sum</c>, <c>_count</c> or nothing.</param>
/// <param name="Labels">Labels, in order; names are valid, values are as they come.</param>
/// <param name="Value">The value.</param>
internal readonly record struct MetricSample(string Suffix, IReadOnlyList<KeyValuePair<string, string>> Labels, double Value)
{
    /// <summary>The lines of one distribution: buckets that count all below them, sum and count.</summary>
    public static IEnumerable<MetricSample> OfDistribution(IReadOnlyList<KeyValuePair<string, string>> labels, Distribution values)
    {
        var below = 0L;
        foreach (var (bound, count) in values.Buckets)
        {
            below += count;
            yield return new MetricSample("_bucket", [.. labels, new("le", PrometheusText.Number(bound))], below);
        }

        yield return new MetricSample("_sum", labels, values.Sum);
        yield return new MetricSample("_count", labels, values.Count);
    }
}
