using Stoa.Mcp.Governance.Http;

namespace Stoa.Mcp.Gateway.Hosting;

/// <summary>Marks the shadow's endpoint: the HTTP edge leaves it alone, and what passes is decided afterwards.</summary>
internal sealed class ObservedEndpointMetadata : IObservedEndpointMetadata
{
    public static ObservedEndpointMetadata Instance { get; } = new();
}
