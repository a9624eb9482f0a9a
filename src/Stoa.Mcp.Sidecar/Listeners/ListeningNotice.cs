using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>Says where the host listens, once it does.</summary>
internal sealed class ListeningNotice(
    ListenerPlan plan, IOptions<GatewayOptions> gateway, IServer server, IHostApplicationLifetime lifetime, ILogger<ListeningNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Tell);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Addresses as they were bound, in the order of binding: a port of 0 is known by then.
    private void Tell()
    {
        var bound = string.Join(", ", server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
        var (mode, management) = (gateway.Value.Mode, plan.Management.ToString());
        Log.Listening(logger, mode, bound, management);
        if (plan.Management.IsPublic)
        {
            Log.ManagementIsPublic(logger, management);
        }
    }
}
