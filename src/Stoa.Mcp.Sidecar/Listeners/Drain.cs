using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>
/// The first part of the end: not ready, and still listening, until balancers have noticed. Only then do the listeners close, requests under way
/// finish, and the trail closes last.
/// </summary>
internal sealed class Drain(IOptions<SidecarHostOptions> host, TimeProvider time, ILogger<Drain> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Log.Draining(logger, host.Value.DrainDelay, host.Value.ShutdownTimeout);
        await Task.Delay(host.Value.DrainDelay, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
