using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Sidecar.Telemetry.Prometheus;

namespace Stoa.Mcp.Sidecar.Telemetry;

/// <summary>Adds what the options ask for, and nothing where they ask for nothing.</summary>
internal static class TelemetryServices
{
    private static readonly string[] Sources = [GovernanceTelemetryNames.Source, "Microsoft.AspNetCore", "System.Net.Http"];

    private static readonly string[] Meters =
    [
        GovernanceTelemetryNames.Source, GatewayTelemetryNames.Meter, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder, IConfigurationSection stoa)
    {
        var (services, section) = (builder.Services, stoa.GetSection("Telemetry"));
        services.AddOptions<TelemetryOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();

        var options = section.Get<TelemetryOptions>() ?? new TelemetryOptions();
        services.AddSingleton(new MetricTags { Tenant = options.TenantLabels });
        builder.Configuration.AddInMemoryCollection(Settings(options.Otlp));
        var exports = builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };
        if (!exports && !options.Prometheus)
        {
            return;
        }

        services.AddHostedService<TelemetryRun>();
        var telemetry = new TelemetryBuilder(services);
        telemetry.ConfigureResource(ServiceResource.Of(stoa, options, builder.Configuration));
        telemetry.WithMetrics(metrics => AddMetrics(metrics, options));
        if (exports)
        {
            // ASP.NET Core's own server span carries its tags only where this is off.
            AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
            telemetry.WithTracing(tracing => tracing.AddSource(Sources));
            telemetry.WithLogging();
            telemetry.UseOtlpExporter();
        }
    }

    private static void AddMetrics(MeterProviderBuilder metrics, TelemetryOptions options)
    {
        metrics.AddMeter(Meters);
        metrics.AddView(DurationBuckets.For);
        if (options.Prometheus)
        {
            metrics.ConfigureServices(services => services.AddSingleton<PrometheusExporter>().AddSingleton<MetricsEndpoint>());
            metrics.AddReader(provider => new BaseExportingMetricReader(provider.GetRequiredService<PrometheusExporter>()));
        }
    }

    // The SDK's own settings, under the SDK's own names.
    private static IEnumerable<KeyValuePair<string, string?>> Settings(OtlpExportOptions options)
    {
        if (options.Endpoint is { } endpoint)
        {
            yield return new("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
        }

        if (options.Protocol is { } protocol)
        {
            yield return new("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
        }

        if (options.Headers.Count > 0)
        {
            yield return new("OTEL_EXPORTER_OTLP_HEADERS", string.Join(',', options.Headers.Select(header => $"{header.Key}={Uri.EscapeDataString(header.Value)}")));
        }
    }
}
