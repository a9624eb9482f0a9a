using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Sealing;

internal static class SealingServices
{
    internal static IServiceCollection AddSealing(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<SealingOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SealingOptions>, SealingOptionsValidator>());
        services.TryAddSingleton<SealKeyRing>();
        services.TryAddSingleton<RetryStateSealer>();
        services.TryAddSingleton<TaskHandles>();
        return services;
    }
}
