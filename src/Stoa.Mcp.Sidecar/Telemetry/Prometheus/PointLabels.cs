using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Stoa.Mcp.Sidecar.Telemetry.Prometheus;

/// <summary>Tags as labels.</summary>
internal static class PointLabels
{
    /// <summary>A point's labels and its meter. Tags that get the same name keep both values, as OpenTelemetry wants it.</summary>
    public static List<KeyValuePair<string, string>> Of(string meter, ReadOnlyTagCollection tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            var (name, text) = (PrometheusNames.OfLabel(key), TextOf(value));
            labels[name] = labels.TryGetValue(name, out var other) ? $"{other};{text}" : text;
        }

        labels["otel_scope_name"] = meter;
        return [.. labels];
    }

    /// <summary>The value of one tag, or null.</summary>
    public static string? Find(this in MetricPoint point, string tag)
    {
        foreach (var (key, value) in point.Tags)
        {
            if (key == tag)
            {
                return TextOf(value);
            }
        }

        return null;
    }

    private static string TextOf(object? value) =>
        value is bool truth ? truth ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
