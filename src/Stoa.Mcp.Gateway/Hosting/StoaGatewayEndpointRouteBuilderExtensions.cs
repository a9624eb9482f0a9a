using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps what the gateway serves.</summary>
public static class StoaGatewayEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the endpoints of the configured mode. Governed as every MCP endpoint is: call <c>app.UseStoaGovernance()</c> before it.
    /// </summary>
    public static IEndpointRouteBuilder MapStoaGateway(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints;
    }
}
