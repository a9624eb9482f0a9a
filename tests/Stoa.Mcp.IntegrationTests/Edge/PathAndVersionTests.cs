using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Edge;

public sealed class PathAndVersionTests
{
    private static readonly byte[] Call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"acme_echo","arguments":{}}}"""u8.ToArray();

    /// <summary>Section 2.2: enforcement is by the endpoint, so no spelling of a path leads around it.</summary>
    [Theory]
    [InlineData("/mcp")]
    [InlineData("/MCP")]
    [InlineData("/mcp/")]
    [InlineData("/%6dcp")]
    [InlineData("/x/../mcp")]
    [InlineData("/./mcp")]
    [InlineData("/mcp?x=1")]
    [InlineData("/mcp?/../public")]
    [InlineData("//mcp")]
    [InlineData("/mcp;x")]
    [InlineData("/mcp%2f")]
    [InlineData("/mcp/%2e%2e/mcp")]
    public async Task EverySpellingOfThePath_GetsTheSameDecision(string path)
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.Sessions(ModelContextProtocol.AspNetCore.HttpServerSessionMode.Stateless));

        var anonymous = await RawHttp.SendAsync(server.Url, RawHttp.Post(server.Url, RawHttp.Common(null), Call, path: path));
        Assert.Equal(0, server.Handlers.PassedGate);
        var hidden = await RawHttp.SendAsync(server.Url, RawHttp.Post(server.Url, RawHttp.Common(ProbeKeys.Bob), Call, path: path));
        Assert.Equal(0, server.Handlers.PassedGate);
        var granted = await RawHttp.SendAsync(server.Url, RawHttp.Post(server.Url, RawHttp.Common(ProbeKeys.Alice), Call, path: path));

        // Either the endpoint, with its three answers, or no endpoint at all.
        if (granted.Status == 404)
        {
            Assert.Equal((404, 404, 0), (anonymous.Status, hidden.Status, server.Handlers.PassedGate));
            return;
        }

        Assert.Equal((401, 200, 200), (anonymous.Status, hidden.Status, granted.Status));
        Assert.Equal(-32602, hidden.ErrorCode);
        Assert.Equal(1, server.Handlers.Count);
        Assert.Equal(3, (await server.WhenRecordedAsync(3)).Count);
    }

    [Trait("Threat", "T22")]
    [Theory]
    [InlineData("tools/list", "2024-11-05")]
    [InlineData("tools/list", "2025-03-26")]
    [InlineData("tools/list", "1999-01-01")]
    [InlineData("tools/list", "2099-01-01")]
    [InlineData("tools/list", "nonsense")]
    [InlineData("notifications/initialized", "2025-03-26")]
    public async Task RevisionBelowTheFloor_IsRefusedOnEveryVerb(string method, string revision)
    {
        await using var server = await ProbeServer.StartAsync();
        var session = await server.OpenSessionAsync(ProbeKeys.Alice);
        var passed = server.Handlers.PassedGate;

        var replies = new List<Reply> { await server.PostAsync(method, [], revision: revision, session: session) };
        foreach (var verb in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            var request = new HttpRequestMessage(verb, server.Url);
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer alice");
            request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
            request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", revision);
            request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session);
            replies.Add(await server.SendAsync(request));
        }

        Assert.All(replies, reply => Assert.Equal((400, -32022), (reply.Status, reply.ErrorCode)));
        Assert.All((await server.WhenRecordedAsync(5)).Skip(2), record => Assert.True(record.IsDenial, record.ToString()));
        Assert.Equal(passed, server.Handlers.PassedGate);
    }

    [Trait("Threat", "T22")]
    [Theory]
    [InlineData("2024-11-05", 400)]
    [InlineData("2025-03-26", 400)]
    [InlineData("2025-06-18", 200)]
    [InlineData("2025-11-25", 200)]
    public async Task Initialize_BelowTheFloor_IsRefused(string revision, int status)
    {
        await using var server = await ProbeServer.StartAsync();
        var parameters = McpRequests.ParametersOf("initialize");
        parameters["protocolVersion"] = revision;

        var reply = await server.PostAsync("initialize", parameters, revision: Revisions.Legacy);

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 400 ? -32022 : null, reply.ErrorCode);
        Assert.Equal(status == 400, (await server.NextRecordAsync(0)).IsDenial);
    }

    [Trait("Threat", "T22")]
    [Fact]
    public async Task Floor_CanBeRaised()
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.Setting("Stoa:Http:ProtocolFloor", Revisions.Modern));

        Assert.Equal(-32022, (await server.PostAsync("tools/list", revision: Revisions.Legacy)).ErrorCode);
        Assert.Equal(200, (await server.PostAsync("tools/list")).Status);
    }

    [Trait("Threat", "T4")]
    [Fact]
    public async Task ModernRequest_WithASessionId_IgnoresItAndMintsNone()
    {
        await using var server = await ProbeServer.StartAsync();
        var session = await server.OpenSessionAsync(ProbeKeys.Bob);

        foreach (var id in new[] { session, "no-such-session", new string('x', 4000) })
        {
            var reply = await server.PostAsync("tools/list", session: id);
            Assert.Equal(200, reply.Status);
            Assert.Null(reply.Session);
        }
    }

    [Fact]
    public async Task Message_LargerThanOnePipeSegment_IsReadWhole()
    {
        await using var server = await ProbeServer.StartAsync();

        var reply = await server.CallAsync("acme_echo", new() { ["text"] = new string('x', 300_000) });

        Assert.Equal(200, reply.Status);
        Assert.True((await server.NextRecordAsync(0)).Call.Transport.RequestBytes > 300_000);
    }
}
