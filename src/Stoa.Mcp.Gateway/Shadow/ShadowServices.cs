using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Shadow;

internal static class ShadowServices
{
    /// <summary>A shadow. What it knows of tools it learns from the lists that pass: it asks the upstream nothing.</summary>
    internal static IServiceCollection AddShadow(this IServiceCollection services)
    {
        services.TryAddSingleton<GatewayTelemetry>();
        services.TryAddSingleton<ShadowTelemetry>();
        services.TryAddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Upstream;
            return new UpstreamCatalog([.. options.Metadata.Select(overlay => overlay.ToOverlay())], options.AllowUnlistedResources);
        });
        services.TryAddSingleton<ShadowDecider>();
        services.TryAddSingleton<ShadowObserver>();
        services.TryAddSingleton<ShadowEndpoint>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<ShadowObserver>());
        services.Replace(ServiceDescriptor.Singleton<ITargetCatalog>(provider => provider.GetRequiredService<UpstreamCatalog>()));
        return services;
    }
}
