using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Http;

namespace Stoa.Mcp.Gateway.Shadow;

/// <summary>
/// Hands everything on as it is, both ways, credentials included, and has it looked at afterwards. Nothing that governance finds or fails at
/// is felt by client or upstream.
/// </summary>
internal sealed class ShadowEndpoint : IDisposable
{
    private const int PieceBytes = 16 * 1024;

    // RFC 9110, section 7.6.1: these are about a connection, and each side has its own.
    private static readonly HashSet<string> Hop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Proxy-Connection", "Keep-Alive", "TE", "Transfer-Encoding", "Upgrade", "Proxy-Authenticate", "Proxy-Authorization",
    };

    private readonly GatewayOptions _options;
    private readonly ShadowObserver _observer;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker? _client;

    public ShadowEndpoint(IOptions<GatewayOptions> options, ShadowObserver observer, TimeProvider clock)
    {
        _options = options.Value;
        _observer = observer;
        _clock = clock;
        if (!_options.Shadow.Mirrored)
        {
            var handler = HttpUpstream.Handler(_options.Upstream);
            handler.ActivityHeadersPropagator = null;
            _client = new HttpMessageInvoker(handler);
        }
    }

    /// <summary>Handles any request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var exchange = Observe(context);
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (_client is null)
            {
                await ObservedCopy.RunAsync(context.Request.Body, Stream.Null, exchange.Body, PieceBytes, context.RequestAborted);
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            }
            else
            {
                await ForwardAsync(context, exchange);
            }
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            if (context.Response.HasStarted)
            {
                context.Abort();
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
            }
        }
        finally
        {
            exchange.Latency = Stopwatch.GetElapsedTime(started);
            _observer.Add(exchange);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client?.Dispose();

    private async Task ForwardAsync(HttpContext context, ObservedExchange exchange)
    {
        using var request = Request(context, exchange);
        using var answer = await _client!.SendAsync(request, context.RequestAborted);
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        exchange.Status = response.StatusCode;
        exchange.AnswerType = answer.Content.Headers.ContentType?.MediaType;
        exchange.Answer = new ObservedBytes(_options.Shadow.MaxObservedBytes);
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            if (!Hop.Contains(name))
            {
                response.Headers[name] = values.ToArray();
            }
        }

        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await response.StartAsync(context.RequestAborted);
        await response.BodyWriter.FlushAsync(context.RequestAborted); // or the client waits for the headers until the first byte of the body
        await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        await ObservedCopy.RunAsync(body, response.Body, exchange.Answer, PieceBytes, context.RequestAborted);
    }

    private HttpRequestMessage Request(HttpContext context, ObservedExchange exchange)
    {
        var request = context.Request;
        var upstream = new Uri(_options.Upstream.Url!);
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(upstream, UriHelper.BuildRelative(default, Target(request, upstream), request.QueryString)));
        if (request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0)
        {
            message.Content = new ObservedContent(request.Body, exchange.Body);
        }

        var named = request.Headers.Connection.SelectMany(value => value?.Split(',', StringSplitOptions.TrimEntries) ?? []).ToArray();
        foreach (var (name, values) in request.Headers)
        {
            if (!Hop.Contains(name) && !named.Contains(name, StringComparer.OrdinalIgnoreCase) && !message.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return message;
    }

    // The endpoint's own path stands for the upstream's; all others stay.
    private PathString Target(HttpRequest request, Uri upstream) => request.Path == _options.Path ? new PathString(upstream.AbsolutePath) : request.Path;

    private ObservedExchange Observe(HttpContext context)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, values) in context.Request.Headers)
        {
            headers[name] = values;
        }

        return new ObservedExchange
        {
            Method = context.Request.Method,
            Address = (context.Request.Scheme, context.Request.Host, context.Request.PathBase, context.Request.Path),
            Headers = headers,
            Source = context.Connection.RemoteIpAddress,
            Origin = Origin(context),
            Body = new ObservedBytes(_options.Shadow.MaxObservedBytes),
        };
    }

    // A copy comes on the connection of whoever sends copies, which says nothing about the caller.
    private CredentialOrigin Origin(HttpContext context) =>
        (_options.Shadow.Mirrored ? CredentialOrigin.ToldBy(context) : CredentialOrigin.Of(context)).Keep(_clock.GetUtcNow());
}
