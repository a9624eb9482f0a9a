using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>
/// Ends the server within a time of its own. The host has one time for all its services: a request that never ends would use it up, and nothing would
/// be left for the trail to close.
/// </summary>
internal sealed class BoundedServer(IServer server, IOptions<SidecarHostOptions> host, TimeProvider time, ILogger<BoundedServer> logger) : IServer
{
    public IFeatureCollection Features => server.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => server.StartAsync(application, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(host.Value.ShutdownTimeout, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        await server.StopAsync(bound.Token);
        if (timeout.IsCancellationRequested)
        {
            Log.Aborted(logger, host.Value.ShutdownTimeout);
        }
    }

    public void Dispose() => server.Dispose();
}
