using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stoa.Mcp.Governance.Authentication.Resource;

namespace Stoa.Mcp.Governance.Http;

/// <summary>
/// Serves the protected-resource metadata (RFC 9728) at both of its places: the well-known path itself, and the same path followed
/// by that of an MCP endpoint. It is the one document that anybody may read.
/// </summary>
internal sealed class ResourceMetadataDocument(ResourceMetadata metadata, EndpointDataSource endpoints)
{
    private const string WellKnown = "/.well-known/oauth-protected-resource";

    /// <summary>Whether the request asks for the document.</summary>
    public bool Answers(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Path.StartsWithSegments(WellKnown, StringComparison.Ordinal, out var rest)
        && FindEndpointPath(rest) is not null;

    public async Task WriteAsync(HttpContext context)
    {
        context.Request.Path.StartsWithSegments(WellKnown, StringComparison.Ordinal, out var rest);
        var resource = metadata.ResourceFor(AddressOf(context.Request, FindEndpointPath(rest) ?? "/"));
        var document = new ArrayBufferWriter<byte>(512);
        metadata.Write(document, resource);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = document.WrittenCount;
        context.Response.Headers.CacheControl = "public, max-age=300";
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(document.WrittenMemory, context.RequestAborted);
        }
    }

    /// <summary>The address of <paramref name="path"/> as the request reached this server. The host was checked against the allow-list.</summary>
    public static Uri AddressOf(HttpRequest request, PathString path) =>
        new($"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase}{path}");

    private string? FindEndpointPath(PathString rest)
    {
        var paths = endpoints.Endpoints
            .Where(McpEndpoints.IsMcp)
            .OfType<RouteEndpoint>()
            .Select(endpoint => "/" + (endpoint.RoutePattern.RawText ?? "").Trim('/'));
        return rest.HasValue && rest != "/"
            ? paths.FirstOrDefault(path => path == rest.Value)
            : paths.FirstOrDefault();
    }
}
