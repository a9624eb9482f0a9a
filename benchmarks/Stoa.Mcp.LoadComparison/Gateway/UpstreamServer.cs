using System.Buffers;
using System.Text;
using System.Text.Json;
using Stoa.Mcp.LoadComparison.Client;

namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>
/// The least that an MCP server can do: it answers what a client of either kind asks, from memory. What is in front of it is what is measured.
/// </summary>
internal sealed class UpstreamServer(TimeSpan toolTime)
{
    private const string Tool = """
        {"name":"create_report","description":"Creates a report.","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}
        """;

    private static readonly byte[] Call = Encoding.UTF8.GetBytes($$"""
        {"content":[{"type":"text","text":"{{Messages.Expected}}"}],"isError":false,"resultType":"complete"}
        """.Trim());

    private static readonly byte[] List = Encoding.UTF8.GetBytes($$"""{"tools":[{{Tool.Trim()}}],"resultType":"complete","ttlMs":0,"cacheScope":"private"}""");

    private static readonly byte[] Discover = """
        {"supportedVersions":["2025-11-25","2026-07-28"],"capabilities":{"tools":{}},"serverInfo":{"name":"upstream","version":"1"},"resultType":"complete","ttlMs":0,"cacheScope":"private"}
        """u8.ToArray();

    private static readonly byte[] Initialize = """
        {"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"upstream","version":"1"}}
        """u8.ToArray();

    public void Map(WebApplication app)
    {
        app.MapPost("/mcp", AnswerAsync);
        app.MapGet("/mcp", ListenAsync);
        app.MapDelete("/mcp", () => Results.Ok());
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = await ReadAsync(context.Request);
        var (method, id) = Read(body);
        if (id is null)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        var result = method switch
        {
            "tools/list" => List,
            "server/discover" => Discover,
            "initialize" => Initialize,
            _ => Call,
        };
        if (method == "tools/call" && toolTime > TimeSpan.Zero)
        {
            await Task.Delay(toolTime, context.RequestAborted);
        }

        if (method == "initialize")
        {
            context.Response.Headers["Mcp-Session-Id"] = Guid.NewGuid().ToString("N");
        }

        var answer = new ArrayBufferWriter<byte>(result.Length + id.Length + 32);
        answer.Write("{\"jsonrpc\":\"2.0\",\"id\":"u8);
        answer.Write(id);
        answer.Write(",\"result\":"u8);
        answer.Write(result);
        answer.Write("}"u8);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(answer.WrittenMemory);
    }

    // Says nothing, for as long as the client wants to hear it.
    private static async Task ListenAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(":\n\n"); // or whoever asked waits for the headers
        await context.Response.Body.FlushAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static (string? Method, byte[]? Id) Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        string? method = null;
        byte[]? id = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            var isMethod = reader.ValueTextEquals("method"u8);
            reader.Read();
            if (isId)
            {
                id = body[(int)reader.TokenStartIndex..(int)reader.BytesConsumed].ToArray();
            }
            else if (isMethod)
            {
                method = reader.GetString();
            }

            reader.Skip();
        }

        return (method, id);
    }

    private static async ValueTask<byte[]> ReadAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
