using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Authz.Endpoints;
using Stoa.Mcp.Gateway.Authz.Grpc;

namespace Stoa.Mcp.Gateway.Authz;

/// <summary>Maps the places where peers ask.</summary>
internal static class AuthzEndpoints
{
    internal static void MapAuthz(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var options = services.GetRequiredService<IOptions<AuthzOptions>>().Value;
        if (options.Path.Length > 0)
        {
            endpoints.MapPost(options.Path, services.GetRequiredService<JsonEndpoint>().InvokeAsync).WithDisplayName("Authz JSON");
        }

        if (options.AuthRequestPath.Length > 0)
        {
            endpoints.MapGet(options.AuthRequestPath, services.GetRequiredService<AuthRequestEndpoint>().InvokeAsync).WithDisplayName("Authz auth_request");
        }

        if (options.ExtAuthzPath.Length > 0)
        {
            endpoints.Map(options.ExtAuthzPath + "/{**target}", services.GetRequiredService<ExtAuthzEndpoint>().InvokeAsync).WithDisplayName("Authz ext_authz");
        }

        endpoints.MapGet(MetadataEndpoint.Path + "/{**resource}", services.GetRequiredService<MetadataEndpoint>().InvokeAsync).WithDisplayName("Authz resource metadata");
        if (options.Grpc)
        {
            endpoints.MapPost(CheckEndpoint.Path, services.GetRequiredService<CheckEndpoint>().InvokeAsync).WithDisplayName("Authz ext_authz gRPC");
        }
    }
}
