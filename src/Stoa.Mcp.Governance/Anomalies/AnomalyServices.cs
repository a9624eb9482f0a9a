using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Anomalies.Detection;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Quotas.Rules;

namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>Adds what watches for anomalies.</summary>
internal static class AnomalyServices
{
    /// <summary>Adds it. <paramref name="section"/> is <c>Stoa:Anomalies</c>.</summary>
    internal static IServiceCollection AddAnomalies(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<AnomalyOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AnomalyOptions>, AnomalyOptionsValidator>());
        services.AddSingleton<AnomalyDetector>();
        services.AddSingleton<AnomalyLimits>();
        services.AddSingleton<IQuotaRuleSource>(provider => provider.GetRequiredService<AnomalyLimits>());
        services.AddSingleton<AnomalyTelemetry>();
        services.AddSingleton<AnomalyReporter>();
        services.AddSingleton<AnomalyMemory>();
        services.TryAddSingleton<IAnomalies, OpenAnomalies>();

        // A trail of the host's own has no sinks to watch it by.
        var hasSinks = services.Any(service => service.ServiceType == typeof(TrailSinks));
        if (hasSinks && !string.Equals(section[nameof(AnomalyOptions.Enabled)], "false", StringComparison.OrdinalIgnoreCase))
        {
            services.AddSingleton<ITrailSink, AnomalySink>();
            services.AddHostedService<AnomalyWatch>();
        }

        return services;
    }
}
