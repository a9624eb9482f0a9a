using System.Net;
using System.Net.Http.Headers;
using System.Threading.RateLimiting;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>What an upstream answers: its status and headers, and the stream of its body. Disposing it ends the exchange.</summary>
internal sealed class UpstreamAnswer(HttpResponseMessage response, RateLimitLease? permit) : IDisposable
{
    /// <summary>The media type of one JSON message.</summary>
    public const string Json = "application/json";

    private const string EventStream = "text/event-stream";

    private readonly string? _mediaType = MediaTypeOf(response.Content.Headers);

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status => response.StatusCode;

    /// <summary>Whether the upstream took the message.</summary>
    public bool IsSuccess => response.IsSuccessStatusCode;

    /// <summary>Whether the body is one JSON message.</summary>
    public bool IsJson => string.Equals(_mediaType, Json, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the body is a stream of events.</summary>
    public bool IsEventStream => string.Equals(_mediaType, EventStream, StringComparison.OrdinalIgnoreCase);

    /// <summary>The session that the answer belongs to, or null.</summary>
    /// <exception cref="UpstreamException">It names more than one.</exception>
    public string? SessionId => !response.Headers.TryGetValues("Mcp-Session-Id", out var values) ? null
        : values.ToArray() is [var session] ? session
        : throw new UpstreamException("The answer names more than one session.", wasSent: true);

    /// <summary>The length of the body, where the upstream says.</summary>
    public long? Length => response.Content.Headers.ContentLength;

    /// <summary>When the upstream wants to be asked again, or null.</summary>
    public TimeSpan? RetryAfter => response.Headers.RetryAfter?.Delta;

    /// <summary>The body.</summary>
    public Task<Stream> ReadAsync(CancellationToken cancellationToken) => response.Content.ReadAsStreamAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        response.Dispose();
        permit?.Dispose();
    }

    // Who says two is taken differently by two readers. Nearly all say just one of the two that are known, and need no parsing.
    private static string? MediaTypeOf(HttpContentHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("Content-Type", out var said) || said.Count != 1)
        {
            return null;
        }

        return said.ToString() is (Json or EventStream) and var plain ? plain : headers.ContentType?.MediaType;
    }
}
