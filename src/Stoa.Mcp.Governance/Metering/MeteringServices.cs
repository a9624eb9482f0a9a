using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>Adds step 8's usage events.</summary>
internal static class MeteringServices
{
    /// <summary>Adds the meter. <paramref name="section"/> is <c>Stoa:Metering</c>. Every registered <see cref="IUsageSink"/> gets the events too.</summary>
    internal static IServiceCollection AddMetering(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<MeteringOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MeteringOptions>, MeteringOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<UsageEventFactory>();
        services.TryAddSingleton<BuiltInUsageSinks>();
        services.TryAddSingleton<UsageMeter>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UsageMeter>(
            provider => provider.GetRequiredService<UsageMeter>()));
        return services;
    }
}
