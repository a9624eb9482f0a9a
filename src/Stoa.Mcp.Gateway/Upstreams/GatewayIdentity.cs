using System.Reflection;
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
}
