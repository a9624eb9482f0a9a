using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Sidecar.Configuration;
using Stoa.Mcp.Sidecar.Listeners;
using Stoa.Mcp.Sidecar.Logs;
using Stoa.Mcp.Sidecar.Management;
using Stoa.Mcp.Sidecar.Telemetry;

namespace Stoa.Mcp.Sidecar;

/// <summary>The host: binds the configuration, adds governance and the gateway, maps what they serve.</summary>
internal static class SidecarApp
{
    /// <param name="configuration">What was loaded.</param>
    /// <param name="load">Loads it again, when the file has changed.</param>
    /// <param name="variables">The environment, for what OpenTelemetry's SDK reads of it.</param>
    public static WebApplication Build(
        SidecarConfiguration configuration, Func<SidecarConfiguration> load, IReadOnlyDictionary<string, string> variables)
    {
        // Empty: nothing but the file and the environment variables of the documentation configures this host.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "stoa-sidecar",
            ContentRootPath = configuration.ContentRoot,
        });
        var provider = new SidecarConfigurationProvider(configuration);
        ((IConfigurationBuilder)builder.Configuration).Add(provider);
        builder.Configuration.AddInMemoryCollection(
            variables.Where(variable => variable.Key.StartsWith("OTEL_", StringComparison.Ordinal)).Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value)));
        var stoa = builder.Configuration.GetSection("Stoa");

        var host = stoa.GetSection("Host").Get<SidecarHostOptions>() ?? new SidecarHostOptions();

        builder.AddLogs(host);
        builder.AddTelemetry(stoa);
        AddGovernance(builder.Services, stoa);
        builder.Services.AddManagement();
        builder.AddListeners(stoa.GetSection("Host"), host);
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<ConfigurationFileWatch>(services, provider, load));

        var app = builder.Build();

        // All options together, before mapping asks for the gateway's and stops at those.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.UseManagement();
        app.UseStoaGovernance();
        app.MapStoaGateway();
        return app;
    }

    private static void AddGovernance(IServiceCollection services, IConfigurationSection stoa)
    {
        services.AddRoutingCore();
        services.TryAddSingleton(TimeProvider.System);
        var governance = services.AddStoaGovernance(stoa).AddGateway();

        // Sections of the host's own, which were read above.
        governance.GetSection("Host");
        governance.GetSection("Telemetry");
        if (stoa.GetSection("Kafka").Exists())
        {
            governance.AddKafka();
        }
    }
}
