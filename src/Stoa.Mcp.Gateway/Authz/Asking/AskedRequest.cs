using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stoa.Mcp.Gateway.Authz.Asking;

/// <summary>
/// A request as a peer tells of it: the one that it has received and may forward. It is laid out as a request of this server, so that the
/// rules of the HTTP edge apply to it as they stand.
/// </summary>
internal sealed class AskedRequest
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The request target as the client sent it: path and query.</summary>
    public required string Target { get; init; }

    /// <summary>The client's headers.</summary>
    public required IHeaderDictionary Headers { get; init; }

    /// <summary>The whole body, or null where the peer tells none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The client's address as the peer's connection has it.</summary>
    public IPAddress? Source { get; init; }

    /// <summary><c>http</c> or <c>https</c>, as the client addressed the peer.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>The caller that a trusted peer has authenticated. Its credentials are not looked at then.</summary>
    public ClaimsPrincipal? AssertedUser { get; init; }

    /// <summary>The client's certificate as the peer tells it beside the headers: escaped PEM. Whether that counts is not said here.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>Whether Envoy says, or the lengths say, that there is more of the body than was told. Known once it is laid out.</summary>
    public bool IsPartial { get; private set; }

    public string Path => PlainPath.Of(Target);

    /// <summary>The request, and a response to write to.</summary>
    public HttpContext ToContext(CancellationToken aborted)
    {
        IsPartial = Body is { } body && (IsCut() || (Headers.ContentLength is { } length && length != body.Length));
        var context = new DefaultHttpContext { RequestAborted = aborted };
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        request.Method = Method;
        request.Scheme = Scheme;
        request.RawTarget = Target;
        request.Path = Path;
        request.Headers = Headers;
        context.Connection.RemoteIpAddress = Source;
        context.Response.Body = new MemoryStream();
        TellBody(context.Request, Body ?? []);
        return context;
    }

    /// <summary>Puts a body in place, with the length it has here.</summary>
    public static void TellBody(HttpRequest request, byte[] body)
    {
        request.Body = new MemoryStream(body, writable: false);
        request.ContentLength = body.Length;
    }

    private bool IsCut() => Headers.TryGetValue("X-Envoy-Auth-Partial-Body", out var partial) && partial != "false";
}
