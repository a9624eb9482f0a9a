using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Client;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Gateway.Secrets;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Forwarding;

internal static class ProxyServices
{
    internal static IServiceCollection AddForwarding(this IServiceCollection services)
    {
        services.TryAddSingleton<GatewayTelemetry>();
        services.TryAddSingleton<SessionHandles>();
        services.TryAddSingleton<CallGate>();
        services.TryAddSingleton<PendingCalls>();
        services.TryAddSingleton<ResultRelease>();
        services.TryAddSingleton<EventRelay>();
        services.TryAddSingleton<Exchange>();
        services.AddHealthChecks().AddCheck<UpstreamHealthCheck>(UpstreamHealthCheck.Name, tags: ["upstreams"]);
        return services;
    }

    /// <summary>One upstream, whose catalogue is that of governance. Where nothing is forwarded, the catalogue has what is configured of targets alone.</summary>
    internal static IServiceCollection AddProxy(this IServiceCollection services, bool forwards = true)
    {
        services.TryAddSingleton(provider =>
        {
            var options = Upstream(provider);
            return new UpstreamCatalog([.. options.Metadata.Select(overlay => overlay.ToOverlay())], options.AllowUnlistedResources);
        });
        services.Replace(ServiceDescriptor.Singleton<ITargetCatalog>(provider => provider.GetRequiredService<UpstreamCatalog>()));
        if (!forwards)
        {
            return services;
        }

        services.AddForwarding();
        services.AddUpstreamCredentials();
        services.TryAddSingleton(provider => provider.GetRequiredService<UpstreamCredentials>().Create(Upstream(provider).Auth.ToAuth()));
        services.TryAddSingleton(provider => new UpstreamConnection(
            new UpstreamEndpoint(ToolSetTransport.StreamableHttp, Upstream(provider), null, provider.GetRequiredService<IUpstreamCredential>()),
            new McpClientOptions { ClientInfo = GatewayIdentity.Implementation },
            provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddSingleton(provider => new HttpUpstream(
            Upstream(provider),
            provider.GetRequiredService<IUpstreamCredential>(),
            provider.GetRequiredService<GatewayTelemetry>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<UpstreamDiscovery>();
        services.TryAddSingleton<ProxyUpstream>();
        services.AddSingleton<IUpstreamStates>(provider => provider.GetRequiredService<ProxyUpstream>());
        services.TryAddSingleton<ProxyEndpoint>();
        services.AddHostedService<DiscoveryService>();
        return services;
    }

    private static UpstreamOptions Upstream(IServiceProvider provider) => provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Upstream;
}
