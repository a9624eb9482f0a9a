using System.Text;

namespace Stoa.Mcp.LoadComparison.Client;

/// <summary>The messages that are sent, as a client of each revision sends them.</summary>
internal static class Messages
{
    private const string Arguments = """
        {"title":"Quarterly revenue by region and product line","customer":"Northwind Traders International","sections":["overview","revenue","forecast","appendix"],"year":2026,"draft":false,"notes":"Please compare with the previous quarter, leave out returns, and mark the regions whose growth is below plan. Use the exchange rates of the closing day."}
        """;

    /// <summary>The text that the tool answers with.</summary>
    public const string Expected =
        "Report 'Quarterly revenue by region and product line' 2026 for Northwind Traders International: 4 sections, 152 characters of notes.";

    public static readonly byte[] Initialize = Encoding.UTF8.GetBytes("""
        {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"load","version":"1.0"}}}
        """.Trim());

    public static readonly byte[] Initialized = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");

    private const string Meta = """
        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"load","version":"1.0"},"io.modelcontextprotocol/clientCapabilities":{}}
        """;

    public static byte[] Call(string revision) => Encoding.UTF8.GetBytes($$$"""
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"create_report",{{{(revision == ComparisonOptions.Modern ? Meta + "," : "")}}}"arguments":{{{Arguments}}}}}
        """);
}
