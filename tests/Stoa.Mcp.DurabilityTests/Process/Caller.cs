using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Stoa.Mcp.DurabilityTests.Process;

/// <summary>Sends tool calls whose ids it knows again in the trail.</summary>
internal sealed class Caller(Uri endpoint) : IDisposable
{
    private const string Body = """
        {"jsonrpc":"2.0","id":"ID","method":"tools/call","params":{"name":"TOOL","arguments":{"text":"hello"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"durability","version":"1.0"},"io.modelcontextprotocol/clientCapabilities":{}}}}
        """;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Sends one call. Every fifth is of a tool that fails, every seventh is refused.</summary>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    public async Task<Answer> CallAsync(int number)
    {
        var (tool, key) = number % 7 == 6 ? ("echo", "bob") : number % 5 == 4 ? ("fail", "alice") : ("echo", "alice");
        return await CallAsync(IdOf(number), tool, key);
    }

    public static string IdOf(int number) => $"k-{number}";

    private async Task<Answer> CallAsync(string id, string tool, string key)
    {
        var body = Body.Replace("ID", id, StringComparison.Ordinal).Replace("TOOL", tool, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2026-07-28");
        request.Headers.TryAddWithoutValidation("Mcp-Method", "tools/call");
        request.Headers.TryAddWithoutValidation("Mcp-Name", tool);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var start = text.IndexOf('{', StringComparison.Ordinal);
        return new Answer(id, (int)response.StatusCode, start < 0 ? default : JsonElement.Parse(text[start..].TrimEnd()));
    }

    public void Dispose() => _http.Dispose();
}
