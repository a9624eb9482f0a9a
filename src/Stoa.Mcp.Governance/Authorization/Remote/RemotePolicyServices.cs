using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authorization.Observing;
using Stoa.Mcp.Governance.Authorization.Remote.Coaz;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>Registers the engines that run elsewhere, and chooses the one that is configured.</summary>
internal static class RemotePolicyServices
{
    private static readonly string[] Sections = ["OpaServer", "AuthZen"];

    internal static IServiceCollection AddRemoteEngines(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PolicyOptions>, RemoteOptionsCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PolicyOptions>, CoazMappingFileCheck>());
        services.AddHttpClient(RemotePolicyClient.Name)
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static provider => RemotePolicyClient.CreateHandler(Configured(OptionsOf(provider))?.MaxConnections ?? 1));
        services.AddSingleton<RegoPolicyEngine>();
        services.AddSingleton(static provider => provider.GetRequiredService<DecisionObservers>().Observe(Choose(provider)));
        return services;
    }

    /// <summary>An engine of the host's own decides; another one in the configuration would look as if it did.</summary>
    /// <exception cref="InvalidOperationException">There is one.</exception>
    internal static void RefuseBesideOwnEngine(IConfigurationSection policy)
    {
        foreach (var key in Sections.Where(key => policy.GetSection(key).GetChildren().Any()))
        {
            throw new InvalidOperationException(
                $"{policy.Path}:{key} is set, and the host registered an IPolicyEngine of its own before AddStoaGovernance(), which decides; allowed: one of them.");
        }
    }

    private static IPolicyEngine Choose(IServiceProvider provider)
    {
        var options = OptionsOf(provider);
        return options switch
        {
            { OpaServer: { } opa } => new OpaServerEngine(Client(opa, "The OPA server"), opa, options.ActionAsText),
            { AuthZen: { } pdp } => AuthZen(provider, pdp, Client(pdp, "The AuthZEN engine")),
            _ => provider.GetRequiredService<RegoPolicyEngine>(),
        };

        RemotePolicyClient Client(RemotePolicyOptions remote, string engine) =>
            new(provider.GetRequiredService<IHttpClientFactory>(), remote, engine, options.Timeout, provider.GetRequiredService<TimeProvider>());
    }

    private static AuthZenEngine AuthZen(IServiceProvider provider, AuthZenOptions options, RemotePolicyClient client)
    {
        var configured = options.MappingsFile is { } file ? CoazMappingFile.Read(CoazMappingFileCheck.PathOf(file, provider)) : new Dictionary<string, CoazMapping>();
        var mappings = new CoazMappings(configured, provider.GetRequiredService<ILoggerFactory>().CreateLogger<CoazMappings>());
        var resource = provider.GetRequiredService<IOptions<CallerAuthenticationOptions>>().Value.Resource.Resource;
        return new AuthZenEngine(
            client, options, new AuthZenQuestions(options, mappings, resource), new AuthZenEndpoints(client, options, provider.GetRequiredService<TimeProvider>()));
    }

    private static RemotePolicyOptions? Configured(PolicyOptions options) => options.OpaServer is { } opa ? opa : options.AuthZen;

    private static PolicyOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<PolicyOptions>>().Value;
}
