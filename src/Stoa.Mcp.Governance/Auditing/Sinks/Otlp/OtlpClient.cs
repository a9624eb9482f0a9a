using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authorization.Remote;

namespace Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

/// <summary>
/// Posts to a collector over OTLP/HTTP and says whether it took all: no redirect, no proxy, no cookie. https://opentelemetry.io/docs/specs/otlp/#otlphttp
/// </summary>
internal sealed class OtlpClient(IHttpClientFactory clients, IOptions<OtlpOptions> options, TimeProvider time)
{
    /// <summary>Name of the HTTP client, for hosts that must configure its handler (client certificates, a private authority).</summary>
    public const string Name = "Stoa.Mcp.Governance.Otlp";

    private const int MostOfAnswer = 64 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly OtlpOptions _options = options.Value;
    private readonly Uri _address = new(options.Value.Endpoint!.TrimEnd('/') + "/v1/logs");

    /// <summary>Completes once the collector has taken every record.</summary>
    /// <exception cref="OtlpException">It has not, or it is not known.</exception>
    public async Task PostAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var client = clients.CreateClient(Name);
            client.Timeout = Timeout.InfiniteTimeSpan;
            using var request = Request(body);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            await CheckAsync(response, both.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OtlpException($"The collector at {_address} gave no answer within Stoa:Otlp:Timeout, which is {_options.Timeout}.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new OtlpException($"The collector at {_address} gave no answer: {exception.Message}", exception);
        }
    }

    private HttpRequestMessage Request(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(_options.Compress ? BoundedGzip.Pack(body) : body) { Headers = { ContentType = Json } },
        };
        if (_options.Compress)
        {
            request.Content.Headers.ContentEncoding.Add("gzip");
        }

        foreach (var (name, value) in _options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async Task CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new OtlpException(Refusal(response)) { NotBefore = RetryAfter(response) };
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var answer = await BoundedGzip.ReadAsync(stream, MostOfAnswer, cancellationToken)
            ?? throw new OtlpException($"The collector at {_address} answered with more than {MostOfAnswer} bytes.");
        if (answer.Length > 0 && OtlpPartialSuccess.Read(answer, response.Content.Headers.ContentType?.MediaType) is { } problem)
        {
            throw new OtlpException($"The collector at {_address} {problem}");
        }
    }

    private string Refusal(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            $"The collector at {_address} takes nothing now: status {(int)response.StatusCode}.",
        _ => $"The collector at {_address} refused the records with status {(int)response.StatusCode}; trying again will not help unless it, or Stoa:Otlp, is changed. Entries are kept.",
    };

    private DateTimeOffset? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => time.GetUtcNow() + wait,
        { Date: { } date } => date,
        _ => null,
    };
}
