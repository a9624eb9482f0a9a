using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.Gateway.Tests.Forwarding;

/// <summary>What passes the gate is what was decided: the upstream gets those bytes, and its client the upstream's.</summary>
public sealed class PassingBytesTests
{
    private const string Meta = """{ "io.modelcontextprotocol/protocolVersion" :"2026-07-28","io.modelcontextprotocol/clientCapabilities":{} , "x":[1.0,1e2,-0]}""";

    // Whitespace, escapes, numbers and an order of members that no serializer of ours would choose.
    private static readonly string Body =
        "\r\n { \"params\" : {\"arguments\":{\"b\":1.50,\"a\":\"\\u00e9\\/ \\ud83d\\ude00 é\"},  \"_meta\":" + Meta + ", \"name\":\"read\"},\t\"id\" : \"my-id\" ,\"method\":\"tools\\/call\" ,\"jsonrpc\":\"2.0\"}\n";

    [Fact]
    public async Task Call_OutsideASession_GoesOnByteForByte_ButForItsId()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        var reply = await gateway.SendAsync(Modern(gateway, Body));

        Assert.Equal(200, reply.Status);
        var sent = Assert.Single(upstream.Calls);
        var id = (string)sent.Message!["id"]!;
        Assert.NotEqual("my-id", id);
        Assert.Equal(Body.Replace("\"my-id\"", $"\"{id}\"", StringComparison.Ordinal), sent.Text);
        Assert.Equal("my-id", (string)reply.Answer["id"]!);
    }

    [Fact]
    public async Task Call_InASession_GoesOnByteForByte()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Session = "inner-session");
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        var session = await gateway.OpenSessionAsync();
        var body = Body.Replace(Meta, """{ "x":[1.0,1e2,-0]}""", StringComparison.Ordinal);

        var reply = await gateway.SendAsync(McpRequests.Raw(
            gateway.Url, Encoding.UTF8.GetBytes(body), ProbeKeys.Alice, ("MCP-Protocol-Version", Revisions.Legacy), ("Mcp-Session-Id", session)));

        Assert.Equal(200, reply.Status);
        var sent = Assert.Single(upstream.Calls);
        Assert.Equal(body, sent.Text);
        Assert.Equal("inner-session", sent.Header("Mcp-Session-Id"));
        Assert.NotEqual("inner-session", session);
        Assert.DoesNotContain("inner-session", reply.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Answers =>
    [
        """ {"jsonrpc":"2.0","result":{"content":[ ],"structuredContent":{"n":1.0e3,"é":"\u00e9 \ud83d\ude00"}, "isError" : false},"id" : ID}""",
        """{"id":ID,"result":{"isError":true,"content":[{"type":"text","text":"no"}]},"jsonrpc":"2.0","extra":[{}]}""",
        """{"jsonrpc":"2.0","id":ID,"error":{"code":-32000,"message":"\u0000 no","data":{"a":[1,2]}}}""",
        """{"jsonrpc":"2.0","id":ID,"result":[]}""",
        """{"jsonrpc":"2.0","id":ID,"result":null}""",
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_InJson_LeavesByteForByte_ButForItsId(string answer)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call => call.JsonAsync(answer.Replace("ID", call.Id, StringComparison.Ordinal)));
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        var reply = await gateway.CallAsync("read");

        Assert.Equal((200, "application/json"), (reply.Status, reply.ContentType));
        Assert.Equal(answer.Replace("ID", "\"1\"", StringComparison.Ordinal), reply.Text);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_InAStream_LeavesByteForByte_ButForItsId(string answer)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = async call =>
        {
            await call.BeginEventsAsync();
            await call.WriteAsync($": a comment\n\ndata: {answer.Replace("ID", call.Id, StringComparison.Ordinal)}\n\n");
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        var reply = await gateway.CallAsync("read");

        Assert.Equal((200, "text/event-stream"), (reply.Status, reply.ContentType));
        Assert.Equal($"event: message\ndata: {answer.Replace("ID", "\"1\"", StringComparison.Ordinal)}\n\n", reply.Text);
    }

    /// <summary>HTTP says only here what went wrong; the id may be missing, and the client still needs its own.</summary>
    [Theory]
    [InlineData(404, """{"jsonrpc":"2.0","id":ID,"error":{"code":-32601,"message":"no"}}""")]
    [InlineData(400, """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no"}}""")]
    [InlineData(400, """{"jsonrpc":"2.0","error":{"code":-32600,"message":"no"}}""")]
    [InlineData(400, """{"error":{"code":-32600,"message":"no"},"jsonrpc":"2.0"}""")]
    [InlineData(400, """{"jsonrpc":"2.0","id":"","error":{"code":-32600,"message":"no"}}""")]
    public async Task Error_WithAStatus_LeavesWithIt_AndWithTheClientsId(int status, string answer)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call => call.JsonAsync(answer.Replace("ID", call.Id, StringComparison.Ordinal), status));
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        var reply = await gateway.CallAsync("read");

        Assert.Equal(status, reply.Status);
        Assert.Equal("1", (string?)reply.Answer["id"]);
        Assert.Equal("no", (string)reply.Answer["error"]!["message"]!);
        var record = await gateway.NextRecordAsync(0);
        Assert.Equal((CallOutcome.ProtocolError, reply.ErrorCode), (record.Last.Outcome, record.Last.ErrorCode));
    }

    [Fact]
    public async Task Notification_IsHandedOn_AndAcceptedAsTheUpstreamAcceptsIt()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Session = "inner-session");
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        var session = await gateway.OpenSessionAsync();

        var reply = await gateway.PostAsync("notifications/progress", revision: Revisions.Legacy, id: null, session: session);

        Assert.Equal((202, ""), (reply.Status, reply.Text));
        var sent = upstream.Requests.All.Single(request => request.Operation == "notifications/progress");
        Assert.Equal("inner-session", sent.Header("Mcp-Session-Id"));
    }

    [Theory]
    [InlineData(Revisions.Modern)]
    [InlineData(Revisions.Legacy)]
    public async Task Progress_ArrivesBeforeThereIsAnAnswer(string revision)
    {
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        var session = revision == Revisions.Legacy ? await gateway.OpenSessionAsync() : null;

        await using var stream = await gateway.StreamAsync("tools/call", new JsonObject
        {
            ["name"] = "progress",
            ["arguments"] = new JsonObject { ["key"] = "k" },
            ["_meta"] = new JsonObject { ["progressToken"] = "t" },
        }, revision: revision, session: session);
        var progress = await stream.NextAsync();
        Assert.DoesNotContain(gateway.Trail.Entries.All, entry => entry is { Kind: AuditEntryKind.Outcome, Call.Operation: "tools/call" });
        upstream.Release("k");
        var answer = await stream.NextAsync();

        Assert.Equal(("notifications/progress", "t"), ((string)progress!["method"]!, (string)progress["params"]!["progressToken"]!));
        Assert.Equal("done k", (string)answer!["result"]!["content"]![0]!["text"]!);
        Assert.Null(await stream.NextAsync());
    }

    [Theory]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task SdkClient_UsesToolsPromptsAndResourcesThroughTheProxy(string revision)
    {
        await using var upstream = await StandInUpstream.StartAsync(mcp => mcp
            .WithPrompts([ModelContextProtocol.Server.McpServerPrompt.Create(() => "hello", new() { Name = "greet" })])
            .WithResources([ModelContextProtocol.Server.McpServerResource.Create((string name) => $"note {name}", new() { UriTemplate = "notes://{name}", Name = "notes" })]));
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        await using var client = await gateway.McpClientAsync(revision: revision);

        Assert.Equal(revision, client.NegotiatedProtocolVersion);
        Assert.Contains(await client.ListToolsAsync(), tool => tool.Name == "add");
        var sum = await client.CallToolAsync("add", new Dictionary<string, object?> { ["a"] = 2, ["b"] = 3 });
        Assert.Equal("5", ((ModelContextProtocol.Protocol.TextContentBlock)sum.Content.Single()).Text);
        Assert.True((await client.CallToolAsync("fail")).IsError);
        Assert.Equal("greet", Assert.Single(await client.ListPromptsAsync()).Name);
        Assert.Single((await client.GetPromptAsync("greet")).Messages);
        Assert.Equal("notes://{name}", Assert.Single(await client.ListResourceTemplatesAsync()).UriTemplate);
        Assert.Contains("note x", ((ModelContextProtocol.Protocol.TextResourceContents)(await client.ReadResourceAsync("notes://x")).Contents.Single()).Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<McpProtocolException>(() => client.CallToolAsync("no_such").AsTask());
    }

    [Theory]
    [InlineData("elicit", "k: accept")]
    [InlineData("sample", "k: sampled k")]
    public async Task Server_AsksTheClientOfASession(string tool, string answer)
    {
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        await using var client = await gateway.McpClientAsync(revision: Revisions.Legacy, options: Asked.Options());

        var result = await client.CallToolAsync(tool, new Dictionary<string, object?> { ["key"] = "k" });

        Assert.Equal(answer, ((ModelContextProtocol.Protocol.TextContentBlock)result.Content.Single()).Text);
    }

    private static HttpRequestMessage Modern(GatewayUnderTest gateway, string body) => McpRequests.Raw(
        gateway.Url, Encoding.UTF8.GetBytes(body), ProbeKeys.Alice, ("MCP-Protocol-Version", Revisions.Modern), ("Mcp-Method", "tools/call"), ("Mcp-Name", "read"));
}
