using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway;
using Stoa.Mcp.Gateway.Authz;

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
        if (endpoints.ServiceProvider.GetRequiredService<IOptions<GatewayOptions>>().Value.Mode == "sidecar")
        {
            endpoints.MapAuthz();
        }

        return endpoints;
    }
}
