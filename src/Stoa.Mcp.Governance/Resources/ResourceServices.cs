using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Registers tenants and grants read from files.</summary>
internal static class ResourceServices
{
    /// <summary>Adds the file store; a host that has registered an <see cref="IResourceStore"/> of its own keeps it, and no file is read.</summary>
    internal static IServiceCollection AddResources(this IServiceCollection services, IConfigurationSection section)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ResourceOptions>, ResourceOptionsValidator>());
        services.AddOptions<ResourceOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .Configure(options => options.Section = section.Path)
            .ValidateOnStart();
        if (services.Any(service => service.ServiceType == typeof(IResourceStore)))
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FileResourceStore>();
        services.AddSingleton<IResourceStore>(provider => provider.GetRequiredService<FileResourceStore>());
        services.AddHostedService(provider => provider.GetRequiredService<FileResourceStore>());
        return services;
    }
}
