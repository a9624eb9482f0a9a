using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Stoa.Mcp.Sidecar.Telemetry;
using Stoa.Mcp.Sidecar.Telemetry.Prometheus;

namespace Stoa.Mcp.Sidecar.Tests.Telemetry;

/// <summary>One meter, and what a scraper gets of it.</summary>
internal sealed class Scrapes : IDisposable
{
    private readonly PrometheusExporter _exporter;
    private readonly MeterProvider _provider;

    public Scrapes(TelemetryOptions? options = null)
    {
        // A name of its own, so that tests beside this one are not heard.
        Meter = new Meter($"Stoa.Test.{Guid.NewGuid():N}");
        _exporter = new PrometheusExporter(Options.Create(options ?? new TelemetryOptions()));
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.Clear().AddAttributes([new("service.name", "sales")]))
            .AddMeter(Meter.Name)
            .AddView(DurationBuckets.For)
            .AddReader(new BaseExportingMetricReader(_exporter))
            .Build();
    }

    public Meter Meter { get; }

    public Exposition Read() => Exposition.Read(_exporter.Scrape()!);

    public string Labels(params string[] labels) => $"{{{string.Join(',', labels.Append($"otel_scope_name=\"{Meter.Name}\"").Order(StringComparer.Ordinal))}}}";

    public void Dispose()
    {
        _provider.Dispose();
        Meter.Dispose();
    }
}
