using System.Net.Http.Headers;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace Billing.Walkthrough;

/// <summary>A caller of one tenant: the MCP SDK's own client.</summary>
internal sealed class Tenant : IAsyncDisposable
{
    private const string RefusalName = "dev.gostoa.governance/name";
    private const int Denied = 4030;

    private readonly HttpClient _http;
    private readonly McpClient _client;

    private Tenant(HttpClient http, McpClient client) => (_http, _client) = (http, client);

    public static async Task<Tenant> ConnectAsync(string address, string name)
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-" + name);
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions { Endpoint = new Uri($"{address}/mcp"), TransportMode = HttpTransportMode.StreamableHttp }, http);
        return new Tenant(http, await McpClient.CreateAsync(transport));
    }

    /// <summary>Calls a tool, and says what came of it: <c>ran</c>, <c>failed</c>, or the name of the refusal.</summary>
    public async Task<string> CallAsync(string tool, string argument, string value)
    {
        try
        {
            var result = await _client.CallToolAsync(tool, new Dictionary<string, object?> { [argument] = value });
            return (string?)result.Meta?[RefusalName] ?? (result.IsError == true ? "failed" : "ran");
        }
        catch (McpProtocolException error)
        {
            return error.ErrorCode == McpErrorCode.InvalidParams ? "unknown tool" : (int)error.ErrorCode == Denied ? "denied" : error.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _http.Dispose();
    }
}
