using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Rest;

namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>Registers secrets and what upstreams are shown.</summary>
internal static class SecretServices
{
    internal static IServiceCollection AddUpstreamCredentials(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new PrivateHosts(provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Rest.AllowedPrivateHosts));
        services.TryAddSingleton<ISecretSource, FolderSecrets>();
        services.TryAddSingleton<TokenEndpoint>();
        services.TryAddSingleton<UpstreamCredentials>();
        services.AddHttpClient(TokenEndpoint.Name)
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static provider => GuardedHandler.Create(provider.GetRequiredService<PrivateHosts>()));
        return services;
    }
}
