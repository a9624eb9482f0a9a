using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.Rest;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.Gateway.Tests.Edge;

/// <summary>Servers of every kind behind one edge: older and newer, over each transport, there and not there.</summary>
public sealed class UpstreamKindTests
{
    [Theory]
    [InlineData(Revisions.Modern)]
    [InlineData(Revisions.Legacy)]
    [InlineData("2025-06-18")]
    public async Task ServerOfTheOlderKind_IsUsedByEveryClient(string revision)
    {
        await using var upstream = await StandInUpstream.StartAsync(sessions: HttpServerSessionMode.Stateful);
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => parts.ToolSet("old", upstream.Url, prefix: "old_"));
        await using var client = await gateway.McpClientAsync(revision: revision);

        Assert.Equal(revision, client.NegotiatedProtocolVersion);
        Assert.Contains(await client.ListToolsAsync(), tool => tool.Name == "old_echo");
        Assert.Equal("hi", TextOf(await client.CallToolAsync("old_echo", new Dictionary<string, object?> { ["text"] = "hi" })));
        Assert.True((await client.CallToolAsync("old_fail")).IsError);
        Assert.DoesNotContain(upstream.Requests.All, request => request.Text.Contains("old_", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Revisions.Modern)]
    [InlineData(Revisions.Legacy)]
    public async Task ServerOverSse_IsUsedByEveryClient(string revision)
    {
        await using var upstream = await LegacySseUpstream.StartAsync(StandInUpstream.Tool("echo", (string text) => text), StandInUpstream.Tool("fail", string () => throw new InvalidOperationException("no")));
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => parts.ToolSet("sse", upstream.Url, transport: "sse"));
        await using var client = await gateway.McpClientAsync(revision: revision);

        Assert.Equal("hi", TextOf(await client.CallToolAsync("echo", new Dictionary<string, object?> { ["text"] = "hi" })));
        Assert.True((await client.CallToolAsync("fail")).IsError);
        Assert.Equal("hi", TextOf(await client.CallToolAsync("echo", new Dictionary<string, object?> { ["text"] = "hi" }, new Progress<ModelContextProtocol.ProgressNotificationValue>())));
    }

    public static TheoryData<string, string> Asking => new()
    {
        { "forwarded", "elicit" }, { "forwarded", "sample" }, { "sse", "elicit" }, { "sse", "sample" },
    };

    [Theory]
    [MemberData(nameof(Asking))]
    public async Task Server_AsksTheClientOfASession(string way, string tool)
    {
        await using var modern = await StandInUpstream.StartAsync();
        await using var sse = await LegacySseUpstream.StartAsync(
            StandInUpstream.Tool("elicit", async (string key, McpServer server) => $"{key}: {(await server.ElicitAsync(new() { Message = key, RequestedSchema = new() })).Action}"),
            StandInUpstream.Tool("sample", async (string key, McpServer server) =>
                $"{key}: {((await server.SampleAsync(new CreateMessageRequestParams { Messages = [new() { Role = Role.User, Content = [new TextContentBlock { Text = key }] }], MaxTokens = 1 })).Content[0] as TextContentBlock)?.Text}"));
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts =>
        {
            _ = way == "sse" ? parts.ToolSet("one", sse.Url, transport: "sse") : parts.ToolSet("one", modern.Url);
        });
        await using var client = await gateway.McpClientAsync(revision: Revisions.Legacy, options: Asked.Options());

        var result = await client.CallToolAsync(tool, new Dictionary<string, object?> { ["key"] = "k" });

        Assert.Equal(tool == "elicit" ? "k: accept" : "k: sampled k", TextOf(result));
    }

    /// <summary>Two servers ask one client under one id: each gets the answer to its own question.</summary>
    [Trait("Threat", "T17")]
    [Fact]
    public async Task RequestsOfTwoServers_UnderOneId_DoNotCross()
    {
        await using var one = await StartAsking("one");
        await using var two = await StartAsking("two");
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => parts.ToolSet("one", one.Url, prefix: "a_").ToolSet("two", two.Url, prefix: "b_"), servers: 2);
        var session = await gateway.OpenSessionAsync();
        await using var first = await CallAsync("a_read", "1");
        await using var second = await CallAsync("b_read", "2");
        var (asksFirst, asksSecond) = (await Question(first), await Question(second));
        Assert.Equal(("one asks", "two asks"), ((string)asksFirst["params"]!["message"]!, (string)asksSecond["params"]!["message"]!));
        Assert.NotEqual((string)asksFirst["id"]!, (string)asksSecond["id"]!);

        await AnswerAsync(asksSecond, "to two");
        await AnswerAsync(asksFirst, "to one");

        Assert.Equal("to one", (string)(await Answer(first))["result"]!["content"]![0]!["text"]!);
        Assert.Equal("to two", (string)(await Answer(second))["result"]!["content"]![0]!["text"]!);

        // An answer is taken once, and only from the session it was asked in.
        await AnswerAsync(asksFirst, "again");
        Assert.Equal(1, one.Requests.All.Count(request => request.Message?["result"] is not null));

        Task<EventStream> CallAsync(string tool, string id) =>
            gateway.StreamAsync("tools/call", new() { ["name"] = tool, ["arguments"] = new JsonObject() }, revision: Revisions.Legacy, id: id, session: session);

        async Task AnswerAsync(JsonObject question, string content)
        {
            var body = new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = question["id"]!.DeepClone(),
                ["result"] = new JsonObject { ["action"] = "accept", ["content"] = new JsonObject { ["said"] = content } },
            };
            var reply = await gateway.SendAsync(McpRequests.Raw(
                gateway.Url, System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()), ProbeKeys.Alice, ("MCP-Protocol-Version", Revisions.Legacy), ("Mcp-Session-Id", session)));
            Assert.True(reply.Status == 202, reply.ToString());
        }

        static Task<JsonObject> Question(EventStream stream) => stream.UntilAsync(message => (string?)message["method"] == "elicitation/create");

        static Task<JsonObject> Answer(EventStream stream) => stream.UntilAsync(message => message.ContainsKey("result"));

        static Task<ScriptedUpstream> StartAsking(string name)
        {
            var answered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            return ScriptedUpstream.StartAsync(upstream =>
            {
                upstream.Session = "session-of-" + name;
                upstream.Version = Revisions.Legacy;
                upstream.Script = async call =>
                {
                    if (call.Request.Message?["result"] is { } result)
                    {
                        Assert.Equal("7", call.Id);
                        answered.TrySetResult((string)result["content"]!["said"]!);
                        call.Context.Response.StatusCode = 202;
                        return;
                    }

                    await call.BeginEventsAsync();
                    await call.EventAsync($$"""{"jsonrpc":"2.0","id":7,"method":"elicitation/create","params":{"message":"{{name}} asks","requestedSchema":{"type":"object","properties":{} } } }""");
                    var said = await answered.Task.WaitAsync(call.Aborted);
                    await call.EventAsync(call.Result("""{"content":[{"type":"text","text":"SAID"}]}""".Replace("SAID", said, StringComparison.Ordinal)));
                };
            });
        }
    }

    [Fact]
    public async Task ServerThatIsDown_HidesItsToolsAlone_AndComesBack()
    {
        var two = await NameTests.StartAsync("two", "search");
        var port = two.Url.Port;
        await using var one = await NameTests.StartAsync("one", "search");
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => parts
            .Setting("Stoa:Gateway:Upstream:DiscoveryInterval", "00:00:01")
            .ToolSet("one", one.Url, prefix: "a_").ToolSet("two", two.Url, prefix: "b_"), servers: 2);
        Assert.Equal(["a_search", "b_search"], NameTests.NamesOf(await gateway.PostAsync("tools/list")));

        await two.DisposeAsync();
        await gateway.Governed.Logs.Lines.WaitForAsync(line => line.Id.Name == "DiscoveryFailed");
        await Eventually.TrueAsync(async () => NameTests.NamesOf(await gateway.PostAsync("tools/list")).SequenceEqual(["a_search"]), "the list without the server that is down");
        Assert.Equal("one search x", NameTests.TextOf(await gateway.CallAsync("a_search", new() { ["text"] = "x" })));
        foreach (var revision in new[] { Revisions.Modern, Revisions.Legacy })
        {
            var session = revision == Revisions.Legacy ? await gateway.OpenSessionAsync() : null;
            Assert.Equal(5020, (await gateway.CallAsync("b_search", new() { ["text"] = "x" }, revision: revision, session: session)).ErrorCode);
        }

        await using var again = await StandInUpstream.StartBareAsync(mcp => mcp.WithTools([StandInUpstream.Tool("search", (string text) => $"again {text}")]), port: port);
        await Eventually.TrueAsync(async () => NameTests.NamesOf(await gateway.PostAsync("tools/list")).SequenceEqual(["a_search", "b_search"]), "the list with the server that is back");
        await Eventually.TrueAsync(async () => (await gateway.CallAsync("b_search", new() { ["text"] = "x" })).Text.Contains("again x", StringComparison.Ordinal), "the answer of the server that is back");
        Assert.All(gateway.Records, record => Assert.True(record.IsWhole, record.ToString()));
    }

    [Theory]
    [InlineData(Revisions.Modern)]
    [InlineData(Revisions.Legacy)]
    public async Task SseServerThatIsDown_IsUpstreamUnavailable_OnEveryWay(string revision)
    {
        var upstream = await LegacySseUpstream.StartAsync(StandInUpstream.Tool("echo", (string text) => text));
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => parts.ToolSet("sse", upstream.Url, transport: "sse"));
        var session = revision == Revisions.Legacy ? await gateway.OpenSessionAsync() : null;
        await upstream.DisposeAsync();
        var before = gateway.Records.Count;

        var reply = await gateway.CallAsync("echo", new() { ["text"] = "x" }, revision: revision, session: session);

        Assert.True(reply.ErrorCode == 5020, reply.ToString());
        Assert.Equal(5020, (await gateway.NextRecordAsync(before)).Last.ErrorCode);
    }

    [Fact]
    public async Task SetOfATenant_IsOnlyThatTenants()
    {
        await using var acme = await NameTests.StartAsync("acme", "secret");
        await using var shared = await NameTests.StartAsync("shared", "common");
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => parts
            .Grant("globex", GatewayUnderTest.All).ToolSet("acme", acme.Url, tenant: "acme").ToolSet("shared", shared.Url), servers: 2);

        Assert.Equal(["common", "secret"], NameTests.NamesOf(await gateway.PostAsync("tools/list")));
        Assert.Equal(["common"], NameTests.NamesOf(await gateway.PostAsync("tools/list", key: ProbeKeys.Bob)));
        Assert.Equal(-32602, (await gateway.CallAsync("secret", key: ProbeKeys.Bob)).ErrorCode);
        Assert.Empty(acme.Calls);
    }

    [Fact]
    public async Task SetThatIsAddedChangedAndRemoved_IsServedSo()
    {
        await using var one = await NameTests.StartAsync("one", "search", "drop");
        await using var gateway = await GatewayUnderTest.StartAsync("edge-mcp", parts => parts.Setting("Stoa:Resources:PollInterval", "00:00:01"));
        Assert.Empty(NameTests.NamesOf(await gateway.PostAsync("tools/list")));

        await WriteAsync("");
        await BecomesAsync("a_drop", "a_search");
        await WriteAsync(", excludedTools: [drop]");
        await BecomesAsync("a_search");
        Assert.Equal(-32602, (await gateway.CallAsync("a_drop")).ErrorCode);
        File.Delete(Hot());
        await BecomesAsync();
        Assert.Equal(-32602, (await gateway.CallAsync("a_search")).ErrorCode);
        Assert.Empty(one.Calls);

        string Hot() => Path.Combine(gateway.Governed.ResourceFolder, "hot.yaml");

        Task WriteAsync(string more) => File.WriteAllTextAsync(
            Hot(), ToolSetExtensions.Declaration("hot", $"{{ url: '{one.Url}' }}", prefix: "a_", more: more.Length == 0 ? null : more[2..]));

        Task BecomesAsync(params string[] names) => Eventually.TrueAsync(
            async () => NameTests.NamesOf(await gateway.PostAsync("tools/list")).SequenceEqual(names), "the list " + string.Join(',', names));
    }

    [Fact]
    public async Task ApiTools_AreListedAndCalledBesideThoseOfServers()
    {
        await using var api = await ApiDouble.StartAsync();
        api.Answer = ApiDouble.Json("""{"order":7}""");
        await using var one = await NameTests.StartAsync("one", "search");
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => parts
            .Setting("Stoa:Gateway:Rest:AllowedPrivateHosts:0", "127.0.0.1")
            .ToolSet("one", one.Url)
            .Resources($$"""
                apiVersion: gostoa.dev/v1alpha1
                kind: Tool
                metadata: { name: find-order }
                spec:
                  displayName: Find an order
                  description: Finds an order.
                  endpoint: '{{api.Url}}/orders/{order}'
                  method: GET
                  inputSchema: { type: object, properties: { order: { type: integer } }, required: [order] }

                """));

        foreach (var revision in new[] { Revisions.Modern, Revisions.Legacy })
        {
            var session = revision == Revisions.Legacy ? await gateway.OpenSessionAsync() : null;
            Assert.Equal(["find-order", "search"], NameTests.NamesOf(await gateway.PostAsync("tools/list", revision: revision, session: session)));
            Assert.Contains("7", NameTests.TextOf(await gateway.CallAsync("find-order", new() { ["order"] = 7 }, revision: revision, session: session)), StringComparison.Ordinal);
            Assert.Equal("one search x", NameTests.TextOf(await gateway.CallAsync("search", new() { ["text"] = "x" }, revision: revision, session: session)));
        }

        Assert.Equal("/orders/7", api.Last.Target);
        Assert.DoesNotContain(api.Seen, request => request.Headers.Values.Any(value => value.Contains(Canary.Key, StringComparison.Ordinal)));
    }

    internal static string TextOf(CallToolResult result) => ((TextContentBlock)result.Content.Single()).Text;
}
