using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authorization.Observing;
using Stoa.Mcp.Governance.Authorization.Remote;
using Stoa.Mcp.Governance.Hosting;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Registers step 3's engine.</summary>
internal static class AuthorizationServices
{
    /// <summary>Adds the embedded engine, or the remote one that is configured; a host that has registered an <see cref="IPolicyEngine"/> of its own keeps it, and no policy is read.</summary>
    /// <exception cref="InvalidOperationException"><paramref name="reserved"/> has a key: there are no settings there.</exception>
    internal static IServiceCollection AddAuthorization(this IServiceCollection services, IConfigurationSection policy, IConfigurationSection reserved)
    {
        var unknown = reserved.GetChildren().Select(child => child.Path).ToList();
        if (unknown.Count > 0)
        {
            throw new InvalidOperationException(
                $"Unknown configuration: {string.Join(", ", unknown)}. {reserved.Path} has no settings; policies are configured under {policy.Path}.");
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PolicyOptions>, PolicyOptionsValidator>());
        services.AddOptions<PolicyOptions>()
            .Bind(policy, binder => binder.ErrorOnUnknownConfiguration = true)
            .Configure(options => options.Section = policy.Path)
            .PostConfigure<ContentRoot>(RootPaths)
            .ValidateOnStart();
        services.TryAddSingleton<ContentRoot>();
        if (services.Any(service => service.ServiceType == typeof(IPolicyEngine)))
        {
            RemotePolicyServices.RefuseBesideOwnEngine(policy);
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PolicyStore>();
        services.AddSingleton<IPolicyStore>(provider => provider.GetRequiredService<PolicyStore>());
        services.AddHostedService(provider => provider.GetRequiredService<PolicyStore>());
        services.AddRemoteEngines();
        services.AddDecisionObservers();
        services.AddHealthChecks().AddCheck<PolicyHealthCheck>(PolicyHealthCheck.Name, tags: ["ready"]);
        return services;
    }

    private static void RootPaths(PolicyOptions options, ContentRoot root)
    {
        foreach (var remote in new RemotePolicyOptions?[] { options.OpaServer, options.AuthZen }.OfType<RemotePolicyOptions>())
        {
            remote.TokenFile = root.PathOf(remote.TokenFile);
        }
    }
}
