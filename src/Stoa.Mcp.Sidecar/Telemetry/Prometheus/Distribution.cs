using OpenTelemetry.Metrics;

namespace Stoa.Mcp.Sidecar.Telemetry.Prometheus;

/// <summary>What a histogram has counted, each bucket for itself. Adds up where several become one.</summary>
internal sealed class Distribution
{
    private readonly SortedDictionary<double, long> _buckets = [];

    /// <summary>Upper bounds, the last without end, and how many values lie between each and the one before.</summary>
    public IEnumerable<KeyValuePair<double, long>> Buckets => _buckets;

    public double Sum { get; private set; }

    public long Count { get; private set; }

    public void Add(in MetricPoint point)
    {
        Sum += point.GetHistogramSum();
        Count += point.GetHistogramCount();
        foreach (var bucket in point.GetHistogramBuckets())
        {
            _buckets[bucket.ExplicitBound] = _buckets.GetValueOrDefault(bucket.ExplicitBound) + bucket.BucketCount;
        }
    }
}
