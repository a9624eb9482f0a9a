using Microsoft.Extensions.Hosting;
using Stoa.Mcp.Governance.Anomalies.Detection;

namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>What time does to anomalies: closes those that are over, records those that the trail did not take, keeps what was learned.</summary>
internal sealed class AnomalyWatch(AnomalyDetector detector, AnomalyMemory memory, AnomalyReporter reporter, TimeProvider time)
    : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the sinks, which count what is left, have ended.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        memory.Keep(now: true);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Before the first call: limits of anomalies that are open hold for it already.
            await memory.LoadOnceAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The sink tries again before it counts, and its health tells.
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Does what is due.</summary>
    internal async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        var changes = new List<Anomaly>();
        detector.Close(changes);
        await reporter.ReportAsync(changes, cancellationToken);
        memory.Keep(now: false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end, also of a host that was disposed of without being stopped.
        }
    }
}
