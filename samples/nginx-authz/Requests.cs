using System.Text;

namespace NginxAuthz;

/// <summary>Calls as bytes, of MCP 2026-07-28.</summary>
internal static class Requests
{
    public static string Call(string tool) =>
        $$$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{{tool}}}}","arguments":{"region":"EMEA"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{ } } } }""";

    /// <summary>A call whose headers name one tool, and whose body may name another.</summary>
    public static HttpRequestMessage Post(int port, string? key, string named, string called)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://localhost:{port}/mcp") { Content = new StringContent(Call(called), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2026-07-28");
        request.Headers.TryAddWithoutValidation("Mcp-Method", "tools/call");
        request.Headers.TryAddWithoutValidation("Mcp-Name", named);
        request.Headers.TryAddWithoutValidation("X-User-ID", "root");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        return request;
    }
}
