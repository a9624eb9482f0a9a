using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Kafka;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Delivers the trail to Kafka.</summary>
public static class StoaGovernanceBuilderKafkaExtensions
{
    /// <summary>
    /// Delivers audit entries, heads, usage events, errors and anomalies to Kafka, as the section <c>Stoa:Kafka</c> and then
    /// <paramref name="configure"/> say: at least once, in order per tenant. Calls never wait for a broker.
    /// </summary>
    /// <exception cref="InvalidOperationException">The host registered an <c>IAuditTrail</c> of its own, which no sink can follow.</exception>
    public static StoaGovernanceBuilder AddKafka(this StoaGovernanceBuilder builder, Action<KafkaSinkOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var setup = new KafkaOptionsSetup(builder.GetSection("Kafka"));
        builder.AddTrailSink<KafkaSink>();
        var services = builder.Services;
        services.TryAddSingleton<KafkaStatus>();
        services.TryAddSingleton<ProducerFactory>();
        services.AddOptions<KafkaSinkOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<KafkaSinkOptions>>(setup));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KafkaSinkOptions>>(setup));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KafkaSinkOptions>, KafkaOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (services.All(service => service.ServiceType != typeof(KafkaHealthCheck)))
        {
            services.AddSingleton<KafkaHealthCheck>();
            services.AddHealthChecks().AddCheck<KafkaHealthCheck>(KafkaHealthCheck.Name, tags: ["sinks"]);
        }

        return builder;
    }
}
