using Stoa.Mcp.Governance.Http;

namespace Stoa.Mcp.Gateway.Hosting;

/// <summary>Marks the gateway's own endpoints as ones that carry MCP messages.</summary>
internal sealed class GatewayEndpointMetadata : IGovernedEndpointMetadata
{
    public static GatewayEndpointMetadata Instance { get; } = new();
}
