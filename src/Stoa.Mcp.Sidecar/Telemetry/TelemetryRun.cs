using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Stoa.Mcp.Sidecar.Telemetry;

/// <summary>
/// Makes the providers before anything else starts: what nobody has asked for listens to nothing. When all else has ended, has them send what they hold.
/// </summary>
internal sealed class TelemetryRun(IServiceProvider services) : IHostedLifecycleService
{
    private const int FlushMilliseconds = 2000;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        services.GetService<MeterProvider>();
        services.GetService<TracerProvider>();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A collector that does not answer holds up nobody for longer than this.
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            services.GetService<TracerProvider>()?.ForceFlush(FlushMilliseconds);
            services.GetService<MeterProvider>()?.ForceFlush(FlushMilliseconds);
            services.GetService<LoggerProvider>()?.ForceFlush(FlushMilliseconds);
        },
        CancellationToken.None);
}
