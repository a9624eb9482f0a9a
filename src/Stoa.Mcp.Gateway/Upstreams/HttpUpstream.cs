using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Gateway.Secrets;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>An MCP server over Streamable HTTP. Follows no redirect and keeps no cookie.</summary>
internal sealed class HttpUpstream : IDisposable
{
    private readonly Uri _address;
    private readonly IUpstreamCredential _credential;
    private readonly HttpMessageInvoker _client;
    private readonly UpstreamResilience _resilience;
    private readonly ConcurrencyLimiter _permits;
    private readonly GatewayTelemetry _telemetry;

    public HttpUpstream(UpstreamOptions options, IUpstreamCredential credential, GatewayTelemetry telemetry, TimeProvider time)
    {
        Options = options;
        _address = new Uri(options.Url!);
        _credential = credential;
        _telemetry = telemetry;
        var handler = Handler(options);

        // The span of an attempt is this gateway's own, and its trace is handed on with the message.
        handler.ActivityHeadersPropagator = null;
        _client = new HttpMessageInvoker(handler);
        _resilience = new UpstreamResilience(options, SendOnceAsync, time, state => telemetry.BreakerChanged(options.Name, state));
        _permits = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = options.MaxConcurrency });
        telemetry.Known(options.Name);
    }

    /// <summary>Its settings.</summary>
    public UpstreamOptions Options { get; }

    /// <summary>A handler with the limits that hold for every connection to an upstream.</summary>
    public static SocketsHttpHandler Handler(UpstreamOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = new TracePropagator(),
    };

    /// <summary>Sends a request; the answer's body is still to come.</summary>
    /// <exception cref="UpstreamException">No usable answer.</exception>
    public async ValueTask<UpstreamAnswer> SendAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var permit = request.Listens ? null : _permits.AttemptAcquire();
        if (permit is { IsAcquired: false })
        {
            permit.Dispose();
            throw Failed(new UpstreamException($"{Options.MaxConcurrency} calls are under way (MaxConcurrency).", wasSent: false) { RetryAfter = TimeSpan.FromSeconds(1) });
        }

        try
        {
            var response = await _resilience.SendAsync(request, cancellationToken);
            return new UpstreamAnswer(response, permit);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            permit?.Dispose();
            throw Failed(Describe(error));
        }
        catch
        {
            permit?.Dispose();
            throw;
        }
    }

    /// <summary>Notes a failure, wherever it showed.</summary>
    public UpstreamException Failed(UpstreamException error)
    {
        if (error.TryNote())
        {
            _telemetry.UpstreamFailed(Options.Name, error);
        }

        return error;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        _permits.Dispose();
    }

    private async ValueTask<Outcome<UpstreamResilience.Reply>> SendOnceAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, _address);
        using var span = UpstreamSpan.Start(request, Options);
        try
        {
            foreach (var (name, value) in request.Headers)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }

            if (request.Method == HttpMethod.Post)
            {
                message.Content = new ReadOnlyMemoryContent(request.Body);
                message.Content.Headers.TryAddWithoutValidation("Content-Type", UpstreamAnswer.Json);
            }

            TracePropagator.Write(message.Headers);
            await _credential.ApplyAsync(message, request.Call, cancellationToken);
            var answer = await _client.SendAsync(message, cancellationToken);
            if (answer.StatusCode == System.Net.HttpStatusCode.Unauthorized)
            {
                _credential.Refused(message, request.Call);
            }

            UpstreamSpan.Answered(span, answer.StatusCode);
            return Outcome.FromResult(new UpstreamResilience.Reply(answer));
        }
        catch (Exception error)
        {
            UpstreamSpan.Failed(span, error);
            return Outcome.FromException<UpstreamResilience.Reply>(error);
        }
    }

    private UpstreamException Describe(Exception error) => error switch
    {
        UpstreamException known => known,
        UpstreamCredentialException credential => new(credential.Message, wasSent: false, error),
        BrokenCircuitException broken => new("Too many calls failed; the upstream is left alone for a while.", wasSent: false, error)
        {
            RetryAfter = broken.RetryAfter ?? Options.BreakerPause,
        },
        TimeoutRejectedException => new($"No answer within {Options.Timeout} (Timeout).", wasSent: true, error),
        HttpRequestException http => new($"The connection failed: {http.HttpRequestError}.", !UpstreamResilience.WasNeverSent(error), error),
        _ => new($"Sending failed: {error.GetType().Name}.", wasSent: true, error),
    };
}
