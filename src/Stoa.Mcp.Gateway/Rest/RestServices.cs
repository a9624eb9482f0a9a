using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Secrets;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>Registers APIs as tools.</summary>
internal static class RestServices
{
    /// <param name="services">The host's services; <see cref="GatewayOptions"/> are bound there.</param>
    /// <param name="gatewaySection"><c>Stoa:Gateway</c>.</param>
    internal static IServiceCollection AddRestTools(this IServiceCollection services, IConfigurationSection gatewaySection)
    {
        services.AddSingleton<IValidateOptions<GatewayOptions>>(new RestOptionsValidator(gatewaySection.Path));
        services.AddUpstreamCredentials();
        services.AddHttpClient(RestClient.Name)
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static provider => GuardedHandler.Create(provider.GetRequiredService<PrivateHosts>()));
        services.TryAddSingleton<RestClient>();
        services.TryAddSingleton<RestToolFactory>();
        services.TryAddSingleton<RestTools>();
        return services;
    }
}
