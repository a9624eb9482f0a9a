using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Hosting;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>Adds what prices calls, and the sinks of usage events that configuration alone switches on.</summary>
internal static class MeteringServices
{
    /// <summary>Adds them. <paramref name="section"/> is <c>Stoa:Metering</c>.</summary>
    internal static IServiceCollection AddMetering(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<MeteringOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MeteringOptions>, MeteringOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<PriceBook>();
        if (section[nameof(MeteringOptions.Folder)] != "")
        {
            services.AddSingleton<ITrailSink>(FileSinkOf);
        }

        if (string.Equals(section[nameof(MeteringOptions.Log)], "true", StringComparison.OrdinalIgnoreCase))
        {
            services.AddSingleton<ITrailSink, LogUsageSink>();
        }

        return services;
    }

    private static FileUsageSink FileSinkOf(IServiceProvider provider)
    {
        var root = ContentRoot.Of(provider);
        var folder = provider.GetRequiredService<IOptions<MeteringOptions>>().Value.Folder;
        return new FileUsageSink(Path.GetFullPath(folder, root), provider.GetRequiredService<TimeProvider>());
    }
}
