using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Stoa.Mcp.Governance.Hosting;

/// <summary>Finds the configuration that host builders put among the services, before there is a provider to ask.</summary>
internal static class HostConfiguration
{
    public static IConfiguration Of(IServiceCollection services)
    {
        var descriptor = services.LastOrDefault(service => service.ServiceType == typeof(IConfiguration) && !service.IsKeyedService);
        return descriptor?.ImplementationInstance as IConfiguration
            ?? descriptor?.ImplementationFactory?.Invoke(Nothing.Instance) as IConfiguration
            ?? throw new InvalidOperationException(
                "AddStoaGovernance() found no configuration among the services. Pass the section: AddStoaGovernance(configuration.GetSection(\"Stoa\")).");
    }

    // Host builders register their configuration by a factory that asks for nothing.
    private sealed class Nothing : IServiceProvider
    {
        public static Nothing Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
