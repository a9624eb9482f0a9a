using System.Text;

namespace Stoa.Mcp.Benchmarks;

/// <summary>A tools/call of about 600 bytes, as a client of revision 2026-07-28 sends it.</summary>
internal static class SampleCall
{
    public const string Version = "2026-07-28";

    public static readonly byte[] Body = Encoding.UTF8.GetBytes("""
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"tool_7","arguments":{"title":"Quarterly revenue by region","customer":"Northwind Traders","sections":["overview","revenue","forecast"],"year":2026,"draft":false,"notes":"Compare with the previous quarter, leave out returns, and mark the regions whose growth is below plan."},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"load","version":"1.0"},"io.modelcontextprotocol/clientCapabilities":{}}}}
        """);

    public static DefaultHttpContext Request(string authorization)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        var headers = context.Request.Headers;
        headers.Host = "127.0.0.1";
        headers.ContentType = "application/json";
        headers.ContentLength = Body.Length;
        headers.Accept = "application/json, text/event-stream";
        headers.Authorization = authorization;
        headers["MCP-Protocol-Version"] = Version;
        headers["Mcp-Method"] = "tools/call";
        headers["Mcp-Name"] = "tool_7";
        return context;
    }
}
