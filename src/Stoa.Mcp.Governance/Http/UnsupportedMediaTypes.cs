using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Stoa.Mcp.Governance.Http;

/// <summary>
/// Finds the requests that routing itself turns away from an MCP endpoint for their media type. They never reach the endpoint, and
/// still are answers of this server: they are refused, and recorded, as every other.
/// </summary>
internal sealed class UnsupportedMediaTypes(EndpointDataSource endpoints)
{
    // The name of the endpoint that routing puts in place of one whose AcceptsMetadata does not match.
    private const string RoutingsOwn = "415 HTTP Unsupported Media Type";

    public bool IsForMcp(Endpoint endpoint, HttpRequest request) =>
        endpoint.DisplayName == RoutingsOwn
        && endpoint is not RouteEndpoint
        && endpoints.Endpoints.OfType<RouteEndpoint>().Any(mapped => McpEndpoints.IsMcp(mapped) && Matches(mapped, request.Path));

    private static bool Matches(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);
}
