using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Authz.Answering;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Gateway.Authz.Deciding;
using Stoa.Mcp.Gateway.Authz.Endpoints;
using Stoa.Mcp.Gateway.Authz.Grpc;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Hosting;

namespace Stoa.Mcp.Gateway.Authz;

/// <summary>Registers decisions for a gateway that is already there.</summary>
internal static class AuthzServices
{
    /// <param name="services">The host's services, with governance among them.</param>
    /// <param name="section"><c>Stoa:Gateway:Authz</c>.</param>
    internal static IServiceCollection AddAuthz(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<AuthzOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .PostConfigure<ContentRoot>(static (options, root) => options.PeerKeyFile = root.PathOf(options.PeerKeyFile))
            .ValidateOnStart();
        services.TryAddSingleton<ContentRoot>();
        services.AddSingleton<IValidateOptions<AuthzOptions>>(new AuthzOptionsValidator(section.Path));

        services.TryAddSingleton<ArgumentSight>();
        services.TryAddSingleton<AssertedUser>();
        services.TryAddSingleton<AuthzJsonReader>();
        services.TryAddSingleton<AuthzPeers>();

        services.TryAddSingleton<AuthzRoutes>();
        services.TryAddSingleton<AuthzCalls>();
        services.TryAddSingleton<AuthzMessages>();
        services.TryAddSingleton<BlindDecisions>();
        services.TryAddSingleton<AuthzAnswers>();
        services.TryAddSingleton<AuthzDecider>();

        services.TryAddSingleton<UpstreamHeaders>();
        services.TryAddSingleton<AuthzJsonWriter>();
        services.TryAddSingleton<AuthzHttpWriter>();

        services.TryAddSingleton<JsonEndpoint>();
        services.TryAddSingleton<AuthRequestEndpoint>();
        services.TryAddSingleton<ExtAuthzEndpoint>();
        services.TryAddSingleton<CheckResponses>();
        services.TryAddSingleton<CheckEndpoint>();
        services.TryAddSingleton<MetadataEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, ExtAuthzGuard>());
        return services;
    }
}
