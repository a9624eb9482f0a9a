using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Resource;

namespace Stoa.Mcp.Gateway.Authz.Endpoints;

/// <summary>
/// Serves the protected-resource metadata (RFC 9728) that challenges point to, for the peer to pass on. Only of a configured resource: what the server
/// behind the peer is called by its clients, nothing here can tell. Anybody may read it.
/// </summary>
internal sealed class MetadataEndpoint(ResourceMetadata metadata, IOptions<CallerAuthenticationOptions> options)
{
    public const string Path = "/.well-known/oauth-protected-resource";

    public async Task InvokeAsync(HttpContext context)
    {
        if (options.Value.Resource.Resource is not { } configured || !IsOf(new Uri(configured), context.Request.Path))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var document = new ArrayBufferWriter<byte>(512);
        metadata.Write(document, new Uri(configured));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = document.WrittenCount;
        context.Response.Headers.CacheControl = "public, max-age=300";
        await context.Response.Body.WriteAsync(document.WrittenMemory, context.RequestAborted);
    }

    private static bool IsOf(Uri resource, string? path) => path == Path || path == ResourceMetadata.MetadataUriFor(resource).AbsolutePath;
}
