using System.Net;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Http;

namespace Stoa.Mcp.Gateway.Shadow;

/// <summary>A request that passed, and what became of it: all that a decision needs, apart from the connection it came on.</summary>
internal sealed record ObservedExchange
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The scheme, host and path it was sent to.</summary>
    public required (string Scheme, HostString Host, PathString Base, PathString Path) Address { get; init; }

    /// <summary>Its headers.</summary>
    public required IHeaderDictionary Headers { get; init; }

    /// <summary>The peer.</summary>
    public required IPAddress? Source { get; init; }

    /// <summary>What says who called besides its headers, and when it came.</summary>
    public required CredentialOrigin Origin { get; init; }

    /// <summary>Its body, as far as it was looked at.</summary>
    public required ObservedBytes Body { get; init; }

    /// <summary>The answer's status; null where there was none, or where none passes here.</summary>
    public int? Status { get; set; }

    /// <summary>The answer's media type.</summary>
    public string? AnswerType { get; set; }

    /// <summary>The answer's body, as far as it was looked at; null where none passes here.</summary>
    public ObservedBytes? Answer { get; set; }

    /// <summary>How long the upstream took.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>A request that reads as it did.</summary>
    public HttpContext ToContext()
    {
        var context = new DefaultHttpContext();
        var request = context.Request;
        (request.Method, request.Scheme, request.Host, request.PathBase, request.Path) = (Method, Address.Scheme, Address.Host, Address.Base, Address.Path);
        foreach (var (name, values) in Headers)
        {
            request.Headers[name] = values;
        }

        context.Connection.RemoteIpAddress = Source;
        request.Body = new MemoryStream(Body.Bytes.ToArray(), writable: false);
        return context;
    }
}
