using System.Text;

namespace Stoa.Mcp.AspNetCore.Tests;

/// <summary>No bytes a client can send are the server's fault.</summary>
public sealed class MalformedBodyTests
{
    private static readonly string[] Texts =
    [
        "", " ", "{", "nul", "null", "1", "\"text\"", "[]", "[{}]", "{}", "{\"jsonrpc\":\"2.0\"}", "\uFEFF{}",
        """[{"jsonrpc":"2.0","id":1,"method":"ping"}]""",
        """{"jsonrpc":"1.0","id":1,"method":"ping"}""",
        """{"jsonrpc":"2.0","id":null,"method":"ping"}""",
        """{"jsonrpc":"2.0","id":{},"method":"ping"}""",
        """{"jsonrpc":"2.0","id":1.5,"method":"ping"}""",
        """{"jsonrpc":"2.0","id":1,"method":7}""",
        """{"jsonrpc":"2.0","id":1,"method":"ping","params":"text"}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[1]}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":null}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":7}}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","name":"b"}}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","Name":"whoami"}}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"_meta":{"a":1,"a":2}}}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\ud800"}}""",
        """{"jsonrpc":"2.0","id":1,"method":"\ud800"}""",
        """{"jsonrpc":"2.0","id":"\ud800","method":"ping"}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"\ud800"}}}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":1e400}}}""",
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","_meta":7}}""",
        """{"jsonrpc":"2.0","id":1,"method":"initialize"}""",
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":[]}""",
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":7}}""",
        """{"jsonrpc":"2.0","method":"initialize","params":{}}""",
        """{"jsonrpc":"2.0","id":1,"result":{},"error":{}}""",
        """{"jsonrpc":"2.0","id":1,"error":7}""",
        """{"jsonrpc":"2.0","method":"notifications/cancelled","params":7}""",
        $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{new string('[', 200)}}{{new string(']', 200)}}}""",
    ];

    private static readonly string[] ContentTypes =
    [
        "text/plain", "application/xml", "application/json; charset=utf-16", "application/json; charset=bogus",
        "application/json; charset=us-ascii", "application/json;;;", "application/vnd.any+json", "nonsense", "",
    ];

    public static TheoryData<string> Revisions => ["", "2025-11-25", "2026-07-28"];

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task Post_WithAnyText_IsNeverAServerError(string revision)
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();
        var session = await wire.InitializeAsync();

        foreach (var bytes in Texts.Select(Encoding.UTF8.GetBytes).Append([0xC0, 0xAE]).Append([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]))
        {
            foreach (var headers in HeaderSets(revision, session))
            {
                var reply = await wire.SendAsync(HttpMethod.Post, Content(bytes, "application/json"), headers: headers);

                Assert.True(reply.Status < 500, $"{reply.Status} for {Encoding.UTF8.GetString(bytes)}: {reply.Text}");
                Assert.True(reply.Status is 202 || reply.Json.TryGetProperty("error", out _) || reply.Json.TryGetProperty("result", out _));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task Post_WithAnyContentType_IsNeverAServerErrorAndNeverRuns(string revision)
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        foreach (var contentType in ContentTypes)
        {
            var reply = await wire.SendAsync(
                HttpMethod.Post, Content("""{"jsonrpc":"2.0","id":1,"method":"ping"}"""u8.ToArray(), contentType), headers: HeaderSets(revision, "none")[0]);

            Assert.True(reply.Status is 415, $"{reply.Status} for '{contentType}'");
        }

        Assert.Empty(app.Received);
    }

    [Theory]
    [InlineData("{", -32700)]
    [InlineData("{}", -32600)]
    [InlineData("[]", -32600)]
    public async Task Post_ThatIsNoMessage_SaysWhy(string body, int code)
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        var reply = await wire.PostAsync(body);

        Assert.Equal((400, code), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task Initialize_WithUnfitParameters_LeavesNoSession()
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        var reply = await wire.PostAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":[]}""");

        Assert.Equal((400, -32602, null), (reply.Status, reply.ErrorCode, reply.Session));
    }

    private static (string, string)[][] HeaderSets(string revision, string session) => revision switch
    {
        "" => [[], [("Mcp-Session-Id", session)]],
        "2026-07-28" =>
        [
            [("MCP-Protocol-Version", revision), ("Mcp-Method", "tools/call"), ("Mcp-Name", "echo")],
            [("MCP-Protocol-Version", revision), ("Mcp-Method", "ping")],
        ],
        _ => [[("MCP-Protocol-Version", revision), ("Mcp-Session-Id", session)]],
    };

    private static ByteArrayContent Content(byte[] bytes, string contentType)
    {
        var content = new ByteArrayContent(bytes);
        if (contentType.Length > 0)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }
}
