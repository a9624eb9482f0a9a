using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway;
using Stoa.Mcp.Gateway.Authz;
using Stoa.Mcp.Gateway.Authz.Deciding;
using Stoa.Mcp.Gateway.Edge;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Gateway.Hosting;
using Stoa.Mcp.Gateway.Shadow;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps what the gateway serves.</summary>
public static class StoaGatewayEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the endpoints of the configured mode. Governed as every MCP endpoint is: call <c>app.UseStoaGovernance()</c> before it.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>AddGateway()</c> was not called.</exception>
    public static IEndpointRouteBuilder MapStoaGateway(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var options = services.GetService<IOptions<GatewayOptions>>()?.Value
            ?? throw new InvalidOperationException("MapStoaGateway() needs AddStoaGovernance().AddGateway() before it.");
        if (services.GetService<ProxyEndpoint>() is { } proxy)
        {
            endpoints.MapPost(options.Path, proxy.PostAsync).WithMetadata(GatewayEndpointMetadata.Instance);
            endpoints.MapMethods(options.Path, ["GET", "DELETE"], proxy.SessionAsync).WithMetadata(GatewayEndpointMetadata.Instance);
        }

        if (services.GetService<EdgeEndpoint>() is { } edge)
        {
            endpoints.MapPost(options.Path, edge.PostAsync).WithMetadata(GatewayEndpointMetadata.Instance);
            endpoints.MapMethods(options.Path, ["GET", "DELETE"], edge.SessionAsync).WithMetadata(GatewayEndpointMetadata.Instance);
        }

        if (services.GetService<ShadowEndpoint>() is { } shadow)
        {
            endpoints.Map("/{**path}", shadow.InvokeAsync).WithMetadata(ObservedEndpointMetadata.Instance);
        }

        if (services.GetService<AuthzDecider>() is not null)
        {
            endpoints.MapAuthz();
        }

        return endpoints;
    }
}
