using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Registers authorization by grants.</summary>
internal static class AuthorizationServices
{
    /// <summary>Adds the grant engine; a host that has registered an <see cref="IPolicyEngine"/> of its own keeps it.</summary>
    /// <exception cref="InvalidOperationException"><paramref name="section"/> has a key: there are no settings here.</exception>
    internal static IServiceCollection AddGrantAuthorization(this IServiceCollection services, IConfigurationSection section)
    {
        var unknown = section.GetChildren().Select(child => child.Path).ToList();
        if (unknown.Count > 0)
        {
            throw new InvalidOperationException(
                $"Unknown configuration: {string.Join(", ", unknown)}. {section.Path} has no settings; grants are declared in resource files.");
        }

        services.TryAddSingleton<IPolicyEngine, GrantPolicyEngine>();
        return services;
    }
}
