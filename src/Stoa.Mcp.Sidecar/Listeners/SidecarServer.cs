using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>
/// Gives the server its listeners when it starts, once all options were found good, and ends it within a time of its own. The host has one time for all
/// its services: a request that never ends would use it up, and nothing would be left for the trail to close.
/// </summary>
internal sealed class SidecarServer(
    IServer server, IOptions<KestrelServerOptions> kestrel, ListenerSetup listeners, IOptions<SidecarHostOptions> host, TimeProvider time, ILogger<SidecarServer> logger)
    : IServer
{
    public IFeatureCollection Features => server.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        listeners.Configure(kestrel.Value);
        return server.StartAsync(application, cancellationToken);
    }

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
