using Microsoft.Extensions.Hosting;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>Begins to ask the one upstream for its lists when the host starts.</summary>
internal sealed class DiscoveryService(ProxyUpstream upstream) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        upstream.Discovery.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
