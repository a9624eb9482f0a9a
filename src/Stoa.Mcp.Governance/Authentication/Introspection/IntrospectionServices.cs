using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.Proof;

namespace Stoa.Mcp.Governance.Authentication.Introspection;

/// <summary>Registers the verifier of opaque tokens.</summary>
internal static class IntrospectionServices
{
    public static IServiceCollection AddIntrospection(this IServiceCollection services)
    {
        services.AddHttpClient(IntrospectionClient.Name)
            .ConfigurePrimaryHttpMessageHandler(static () => IntrospectionClient.CreateHandler());
        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<CallerAuthenticationOptions>>().Value.Introspection;
            return new IntrospectionAuthenticator(
                new IntrospectionClient(provider.GetRequiredService<IHttpClientFactory>(), options),
                options,
                provider.GetRequiredService<IApiKeyStore>(),
                provider.GetRequiredService<PossessionCheck>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<IntrospectionAuthenticator>>());
        });
        return services;
    }
}
