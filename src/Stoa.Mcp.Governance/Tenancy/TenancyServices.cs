using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Stoa.Mcp.Governance.Tenancy;

/// <summary>Registers step 2.</summary>
internal static class TenancyServices
{
    /// <param name="services">The services.</param>
    /// <param name="section"><c>Stoa:Tenancy</c>.</param>
    internal static IServiceCollection AddTenancy(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<TenancyOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddSingleton<ITenantResolver, TenantResolver>();
        return services;
    }
}
