using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

/// <summary>Adds the OTLP sink where its section is set, and what <c>AddOtlp()</c> needs.</summary>
internal static class OtlpServices
{
    /// <summary>Adds the settings, and the sink where there are any. <paramref name="section"/> is <c>Stoa:Otlp</c>.</summary>
    internal static IServiceCollection AddOtlpSettings(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<OtlpOptions>().Bind(section, binder => binder.ErrorOnUnknownConfiguration = true);
        return section.GetChildren().Any() ? services.AddOtlpSink() : services;
    }

    /// <summary>Adds the sink. A second time changes nothing.</summary>
    internal static IServiceCollection AddOtlpSink(this IServiceCollection services)
    {
        services.AddOptions<OtlpOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OtlpOptions>, OtlpOptionsSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OtlpOptions>, OtlpOptionsValidator>());
        services.TryAddSingleton<OtlpClient>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITrailSink, OtlpSink>());
        services.AddHttpClient(OtlpClient.Name)
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static () => CreateHandler());
        return services;
    }

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 16,

        // The span of a call is not the parent of what is told of it later.
        ActivityHeadersPropagator = null,
    };
}
