using System.Net.Http.Headers;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace Quickstart.Walkthrough;

/// <summary>One caller: the SDK's own client with a key, and the bare HTTP under it for what no client would send.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly Uri _endpoint;
    private readonly ExchangeLog _log;
    private readonly HttpClient _http;
    private McpClient? _client;

    public Visitor(Uri endpoint, string? key, Requests requests)
    {
        _endpoint = endpoint;
        _log = new ExchangeLog(requests);
        _http = new HttpClient(_log);
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>Connects, and tells the protocol revision agreed on.</summary>
    public async Task<string> ConnectAsync()
    {
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions { Endpoint = _endpoint, TransportMode = HttpTransportMode.StreamableHttp }, _http);
        _client = await McpClient.CreateAsync(transport);
        return _client.NegotiatedProtocolVersion ?? "";
    }

    /// <summary>Tries to connect where that must fail.</summary>
    public async Task<Observed> ConnectInVainAsync()
    {
        try
        {
            return new Observed($"connected, {await ConnectAsync()}");
        }
        catch (Exception error) when (error is HttpRequestException or McpException)
        {
            return new Observed(Answers.Refusal(_log.Last!), Answers.Challenge(_log.Last!));
        }
    }

    /// <summary>The names of all tools, sorted: in which order a list comes is the SDK's affair.</summary>
    public async Task<Observed> ListAsync()
    {
        var tools = await _client!.ListToolsAsync();
        return new Observed(string.Join(", ", tools.Select(tool => tool.Name).Order(StringComparer.Ordinal)));
    }

    public async Task<Observed> CallAsync(string tool, params (string Name, object Value)[] arguments)
    {
        try
        {
            var values = arguments.ToDictionary(pair => pair.Name, pair => (object?)pair.Value);
            return Answers.Result(await _client!.CallToolAsync(tool, values), _log.Last!);
        }
        catch (McpProtocolException error)
        {
            return Answers.Error(error);
        }
        catch (HttpRequestException)
        {
            return new Observed(Answers.Refusal(_log.Last!), Answers.Challenge(_log.Last!));
        }
    }

    /// <summary>Posts these very bytes. Gives back status, content type and body.</summary>
    public async Task<string> PostAsync(string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request);
        return $"{(int)response.StatusCode} {response.Content.Headers.ContentType} {await response.Content.ReadAsStringAsync()}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        _http.Dispose();
    }
}
