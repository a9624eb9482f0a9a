using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>
/// Asks a policy engine over HTTP: no redirect, no proxy, no cookie, and an answer only where it has status 200, is JSON, is whole, and is within the
/// bounds. All else is a fault.
/// </summary>
internal sealed class RemotePolicyClient(IHttpClientFactory clients, RemotePolicyOptions options, string engine, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Name of the HTTP client, for hosts that must configure its handler (client certificates, a private authority).</summary>
    public const string Name = "Stoa.Mcp.Governance.PolicyEngine";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>The handler. Answers are decompressed here, within bounds, and not there.</summary>
    public static SocketsHttpHandler CreateHandler(int maxConnections) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = maxConnections,
        MaxResponseHeadersLength = 16,
    };

    public RemoteEngineHealth Health { get; } = new();

    /// <summary>The whole of what one decision or list needs, within <c>Policy:Timeout</c>.</summary>
    /// <exception cref="PolicyFault">There was no answer in time, or none that is one.</exception>
    public async ValueTask<T> WithinTimeAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ProbeAsync(ask, cancellationToken);
            Health.Answered();
            return answer;
        }
        catch (PolicyFault fault)
        {
            Health.Failed(fault.Message);
            throw;
        }
    }

    /// <summary>The same for what is no decision, and counts for none.</summary>
    /// <exception cref="PolicyFault">There was no answer in time, or none that is one.</exception>
    public async ValueTask<T> ProbeAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await ask(both.Token);
        }
        catch (Exception error) when (error is not PolicyFault && !cancellationToken.IsCancellationRequested)
        {
            throw deadline.IsCancellationRequested
                ? new PolicyFault($"{engine} gave no answer within Stoa:Policy:Timeout, which is {timeout}.", error)
                : new PolicyFault($"{engine} gave no answer: {error.Message}", error);
        }
    }

    /// <summary>Sends JSON and reads the JSON object that comes back.</summary>
    public async Task<RegoObject> PostAsync(Uri address, RegoObject question, bool compress, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(question.ToJson());
        var packed = compress && body.Length >= 1024;
        using var content = new ByteArrayContent(packed ? BoundedGzip.Pack(body) : body) { Headers = { ContentType = Json } };
        if (packed)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Reads a JSON object.</summary>
    public async Task<RegoObject> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>The status with which an address answers, whatever else it says.</summary>
    public async Task<HttpStatusCode> StatusAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await RespondAsync(request, cancellationToken);
        return response.StatusCode;
    }

    /// <summary>A fault that names the engine.</summary>
    public PolicyFault Odd(string what, Exception? cause = null) => new($"{engine} answered {what}.", cause);

    private async Task<HttpResponseMessage> RespondAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        if (await TokenAsync(cancellationToken) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        // Not disposed of: the answer is read after this, and the handler is the factory's.
        var client = clients.CreateClient(Name);
        client.Timeout = Timeout.InfiniteTimeSpan;
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private async Task<RegoObject> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await RespondAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Odd($"with status {(int)response.StatusCode}; only 200 counts, redirects are not followed");
        }

        if (response.Content.Headers.ContentType is not { MediaType: "application/json" } type || type.CharSet?.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase) == false)
        {
            throw Odd($"with content type '{response.Content.Headers.ContentType}'; allowed: application/json");
        }

        return Parse(await BodyAsync(response.Content, cancellationToken));
    }

    private async ValueTask<string?> TokenAsync(CancellationToken cancellationToken) =>
        options.TokenFile is { } file ? (await File.ReadAllTextAsync(file, cancellationToken)).Trim() : options.Token;

    private async Task<byte[]> BodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var body = await BoundedGzip.ReadAsync(stream, options.MaxResponseBytes, cancellationToken)
            ?? throw Odd($"with more than MaxResponseBytes, which is {options.MaxResponseBytes}");
        return string.Join(",", content.Headers.ContentEncoding) switch
        {
            "" or "identity" => body,
            "gzip" => await BoundedGzip.UnpackAsync(body, options.MaxResponseBytes, cancellationToken)
                ?? throw Odd($"with more than MaxResponseBytes when decompressed, which is {options.MaxResponseBytes}"),
            var other => throw Odd($"in encoding '{other}'; allowed: gzip"),
        };
    }

    private RegoObject Parse(byte[] body)
    {
        try
        {
            return StrictJson.Parse(body) as RegoObject ?? throw Odd("with JSON that is no object");
        }
        catch (Exception error) when (error is JsonException or RegoInputException)
        {
            throw Odd($"with what is not strict JSON of depth {StrictJson.MostDepth} at most: {error.Message}", error);
        }
    }
}
