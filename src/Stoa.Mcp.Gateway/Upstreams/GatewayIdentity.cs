using System.Reflection;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>What the gateway calls itself, to upstreams and to clients.</summary>
internal static class GatewayIdentity
{
    public static Implementation Implementation { get; } = new()
    {
        Name = "stoa-gateway",
        Version = typeof(GatewayIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0",
    };

    /// <summary>The same, as JSON.</summary>
    public static JsonObject Description() => new() { ["name"] = Implementation.Name, ["version"] = Implementation.Version };
}
