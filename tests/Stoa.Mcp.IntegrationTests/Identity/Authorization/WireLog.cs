using System.Collections.Concurrent;
using System.Net;

namespace Stoa.Mcp.IntegrationTests.Identity.Authorization;

/// <summary>Remembers every refusal that a client is given.</summary>
internal sealed class WireLog() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<(HttpStatusCode Status, string Challenge, string Body)> _refusals = [];

    /// <summary>Status, <c>WWW-Authenticate</c> and body of each 401 and 403, in order.</summary>
    public IReadOnlyList<(HttpStatusCode Status, string Challenge, string Body)> Refusals => [.. _refusals];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            _refusals.Enqueue((response.StatusCode, response.Headers.WwwAuthenticate.ToString(), await response.Content.ReadAsStringAsync(cancellationToken)));
        }

        return response;
    }
}
