using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Stoa.Mcp.Sidecar.Telemetry.Prometheus;

/// <summary>Hands metrics to whoever asks, as text. One asks at a time; the SDK adds up while it is asked.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter(IOptions<TelemetryOptions> options) : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly Lock _gate = new();
    private string _text = "";

    public Func<int, bool>? Collect { get; set; }

    /// <summary>All metrics as they are now; null where they cannot be had.</summary>
    public string? Scrape()
    {
        lock (_gate)
        {
            return Collect?.Invoke(Timeout.Infinite) == true ? _text : null;
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var families = new List<MetricFamily> { TargetInfo() };
        var stoa = new StoaMetrics(options.Value.TenantLabels);
        foreach (var metric in batch)
        {
            if (FamilyReader.Read(metric) is { } family)
            {
                families.Add(family);
            }

            stoa.Add(metric);
        }

        _text = PrometheusText.Write(options.Value.StoaMetricNames ? families.Concat(stoa.Families()) : families);
        return ExportResult.Success;
    }

    private MetricFamily TargetInfo()
    {
        var labels = ParentProvider.GetResource().Attributes
            .Select(attribute => new KeyValuePair<string, string>(PrometheusNames.OfLabel(attribute.Key), attribute.Value.ToString() ?? ""))
            .DistinctBy(label => label.Key)
            .OrderBy(label => label.Key, StringComparer.Ordinal);
        return new MetricFamily("target_info", MetricFamily.Gauge, "What tells these metrics.", [new MetricSample("", [.. labels], 1)]);
    }
}
