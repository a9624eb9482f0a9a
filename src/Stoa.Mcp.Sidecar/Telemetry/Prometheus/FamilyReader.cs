using OpenTelemetry.Metrics;

namespace Stoa.Mcp.Sidecar.Telemetry.Prometheus;

/// <summary>Reads what the SDK has added up.</summary>
internal static class FamilyReader
{
    /// <returns>The family; null for a kind that the text format does not have.</returns>
    public static MetricFamily? Read(Metric metric)
    {
        if (TypeOf(metric.MetricType) is not { } type)
        {
            return null;
        }

        var family = new MetricFamily(PrometheusNames.OfMetric(metric.Name, metric.Unit, type), type, metric.Description, []);
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = PointLabels.Of(metric.MeterName, point.Tags);
            if (type == MetricFamily.Histogram)
            {
                var distribution = new Distribution();
                distribution.Add(point);
                family.Samples.AddRange(MetricSample.OfDistribution(labels, distribution));
            }
            else
            {
                family.Samples.Add(new MetricSample("", labels, ValueOf(metric.MetricType, point)));
            }
        }

        return family;
    }

    /// <summary>The value of a counter or gauge.</summary>
    public static double ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static string? TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => MetricFamily.Counter,
        MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic or MetricType.LongGauge or MetricType.DoubleGauge => MetricFamily.Gauge,
        MetricType.Histogram => MetricFamily.Histogram,
        _ => null,
    };
}
