using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Quotas.Rules;

namespace Stoa.Mcp.Governance.Quotas;

/// <summary>Registers step 4.</summary>
internal static class QuotaServices
{
    /// <param name="services">The host's services; they hold the resource store.</param>
    /// <param name="section">The section of quotas, <c>Stoa:Quotas</c>.</param>
    internal static IServiceCollection AddQuotas(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<QuotaOptions>()
            .Configure(options => options.Path = section.Path)
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QuotaOptions>, QuotaOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<QuotaRuleBook>();
        services.TryAddSingleton<IQuotaLimiter, LocalQuotaLimiter>();
        return services;
    }
}
