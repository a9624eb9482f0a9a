using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.Telemetry;

[Collection(nameof(WholeProcess))]
public sealed class ExportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Collector_GetsTracesMetricsAndLogs()
    {
        await using var collector = await Collector.StartAsync();
        var yaml = $$"""
            server: sales
            environment: staging
            telemetry:
              otlp: { endpoint: {{collector.Address}}, protocol: http/protobuf, headers: { x-key: a b } }
              resourceAttributes: { team.name: payments }
            """;
        await using (var host = await RunningHost.StartAsync(_folder, yaml, app => app.MapGet("/mapped", () => "served"), ("STOA_HOST__LOGLEVEL", "Information")))
        {
            Assert.Equal("served", await host.Client.GetStringAsync(host.Main("/mapped")));
            await host.StopAsync();
        }

        Assert.Contains("/mapped", collector.Of("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", collector.Of("/v1/metrics"), StringComparison.Ordinal);
        Assert.Contains("Audit segment", collector.Of("/v1/logs"), StringComparison.Ordinal);
        Assert.All(["/v1/traces", "/v1/metrics", "/v1/logs"], path =>
        {
            Assert.Contains("service.name\x12\x07\n\x05sales", collector.Of(path), StringComparison.Ordinal);
            Assert.Contains("staging", collector.Of(path), StringComparison.Ordinal);
            Assert.Contains("payments", collector.Of(path), StringComparison.Ordinal);
        });
        Assert.All(collector.Received, one => Assert.Equal("a b", one.Key));
    }

    [Fact]
    public async Task StandardVariables_AreEnough()
    {
        await using var collector = await Collector.StartAsync();
        await using (var host = await RunningHost.StartAsync(
            _folder, variables: [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "by-variable")]))
        {
            await host.StopAsync();
        }

        Assert.Contains("by-variable", collector.Of("/v1/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_OfTheHost_AreOnManagement()
    {
        await using var host = await RunningHost.StartAsync(_folder, "server: sales");
        await host.Client.GetStringAsync(host.Management("/livez"));

        using var answer = await host.Client.GetAsync(host.Management("/metrics"));

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var read = Exposition.Read(await answer.Content.ReadAsStringAsync());
        Assert.Equal("histogram", read.Types["http_server_request_duration_seconds"]);
        Assert.Contains(read.Samples.Keys, key => key.StartsWith("target_info", StringComparison.Ordinal) && key.Contains("service_name=\"sales\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_IsMeasured_WhereNobodyAsks()
    {
        await using var host = await RunningHost.StartAsync(_folder, "telemetry: { prometheus: false }");

        using var answer = await host.Client.GetAsync(host.Management("/metrics"));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Null(host.Services.GetService<MeterProvider>());
        Assert.Null(host.Services.GetService<TracerProvider>());
    }
}
