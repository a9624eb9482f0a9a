using System.Reflection;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Resources;

namespace Stoa.Mcp.Sidecar.Telemetry;

/// <summary>Which service tells it: name, version, instance, environment.</summary>
internal static class ServiceResource
{
    public static Action<ResourceBuilder> Of(IConfigurationSection stoa, TelemetryOptions options, IConfiguration configuration) => resource =>
    {
        var name = options.ServiceName ?? configuration["OTEL_SERVICE_NAME"] ?? stoa["Server"] ?? "stoa-sidecar";
        resource.AddService(name, serviceVersion: Version, serviceInstanceId: Environment.MachineName);
        var attributes = new Dictionary<string, object> { ["deployment.environment.name"] = stoa["Environment"] ?? "production" };
        foreach (var (key, value) in options.ResourceAttributes)
        {
            attributes[key] = value;
        }

        resource.AddAttributes(attributes);
    };

    /// <summary>The version of this build, without what was built.</summary>
    public static string Version { get; } =
        (typeof(ServiceResource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];
}
