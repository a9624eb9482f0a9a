using System.Net.Http.Headers;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace RestTools.Walkthrough;

/// <summary>One caller: the SDK's own client with a key. Puts answers in words that can be compared.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private const string Meta = "dev.gostoa.governance/";

    private readonly HttpClient _http = new();
    private readonly Uri _endpoint;
    private McpClient? _client;

    public Visitor(Uri endpoint, string key)
    {
        _endpoint = endpoint;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async Task<string> ListAsync() =>
        string.Join(", ", (await (await ConnectAsync()).ListToolsAsync()).Select(tool => tool.Name).Order(StringComparer.Ordinal));

    public async Task<string> CallAsync(string tool, params (string Name, object Value)[] arguments)
    {
        try
        {
            var client = await ConnectAsync();
            var result = await client.CallToolAsync(tool, arguments.ToDictionary(pair => pair.Name, pair => (object?)pair.Value));
            var text = string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));
            return result.IsError != true ? text : $"isError {(result.Meta?[Meta + "code"] is { } code ? code.ToString() : text)}";
        }
        catch (McpProtocolException error)
        {
            return $"{(int)error.ErrorCode}";
        }
        catch (HttpRequestException error)
        {
            return $"HTTP {(int?)error.StatusCode}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        _http.Dispose();
    }

    private async Task<McpClient> ConnectAsync() => _client ??= await McpClient.CreateAsync(new HttpClientTransport(
        new HttpClientTransportOptions { Endpoint = _endpoint, TransportMode = HttpTransportMode.StreamableHttp }, _http));
}
