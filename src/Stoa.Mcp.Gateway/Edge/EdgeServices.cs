using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Gateway.Rest;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Edge;

internal static class EdgeServices
{
    /// <summary>Many servers behind one endpoint.</summary>
    internal static IServiceCollection AddEdge(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddForwarding();
        services.AddRestTools(section);
        services.TryAddSingleton<EdgeCatalog>();
        services.TryAddSingleton<EdgeServerFactory>();
        services.TryAddSingleton<EdgeServers>();
        services.TryAddSingleton<EdgeSessions>();
        services.TryAddSingleton<EdgeListeners>();
        services.TryAddSingleton<EdgeAnswers>();
        services.TryAddSingleton<EdgeNotices>();
        services.TryAddSingleton<EdgeStreams>();
        services.TryAddSingleton<LocalExchange>();
        services.TryAddSingleton<ServerSessions>();
        services.TryAddSingleton<ForwardedRoute>();
        services.TryAddSingleton<ClientRoute>();
        services.TryAddSingleton<RestRoute>();
        services.TryAddSingleton<EdgeRouter>();
        services.TryAddSingleton<EdgeEndpoint>();
        services.AddSingleton<IUpstreamStates>(provider => provider.GetRequiredService<EdgeCatalog>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<EdgeServers>());
        services.Replace(ServiceDescriptor.Singleton<ITargetCatalog>(provider => provider.GetRequiredService<EdgeCatalog>()));
        return services;
    }
}
