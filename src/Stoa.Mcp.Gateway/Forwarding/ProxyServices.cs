using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Gateway.Secrets;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Forwarding;

internal static class ProxyServices
{
    internal static IServiceCollection AddForwarding(this IServiceCollection services)
    {
        services.TryAddSingleton<GatewayTelemetry>();
        services.TryAddSingleton<SessionHandles>();
        services.TryAddSingleton<PendingCalls>();
        services.TryAddSingleton<ResultRelease>();
        services.TryAddSingleton<EventRelay>();
        services.TryAddSingleton<Exchange>();
        return services;
    }

    /// <summary>One upstream, whose catalogue is that of governance.</summary>
    internal static IServiceCollection AddProxy(this IServiceCollection services)
    {
        services.AddForwarding();
        services.TryAddSingleton<IUpstreamCredential, NoCredential>();
        services.TryAddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Upstream;
            return new UpstreamCatalog([.. options.Metadata.Select(TargetOverlay.Of)], options.AllowUnlistedResources);
        });
        services.TryAddSingleton(provider => new UpstreamDiscovery(
            provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Upstream,
            provider.GetRequiredService<UpstreamCatalog>(),
            provider.GetRequiredService<IUpstreamCredential>(),
            provider.GetRequiredService<GatewayTelemetry>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new HttpUpstream(
            provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Upstream,
            provider.GetRequiredService<IUpstreamCredential>(),
            provider.GetRequiredService<GatewayTelemetry>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ProxyUpstream>();
        services.TryAddSingleton<ProxyEndpoint>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<UpstreamDiscovery>());
        services.Replace(ServiceDescriptor.Singleton<ITargetCatalog>(provider => provider.GetRequiredService<UpstreamCatalog>()));
        return services;
    }
}
