using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.AspNetCore.Tests;

public sealed class RevisionTests
{
    [Theory]
    [InlineData("2025-06-18", HttpServerSessionMode.StatefulForInitializeClients, true)]
    [InlineData("2025-11-25", HttpServerSessionMode.StatefulForInitializeClients, true)]
    [InlineData("2026-07-28", HttpServerSessionMode.StatefulForInitializeClients, false)]
    [InlineData("2025-11-25", HttpServerSessionMode.Stateful, true)]
    [InlineData("2025-11-25", HttpServerSessionMode.Stateless, false)]
    [InlineData("2026-07-28", HttpServerSessionMode.Stateless, false)]
    public async Task Client_OfRevision_ListsAndCalls(string revision, HttpServerSessionMode mode, bool hasSession)
    {
        await using var app = await McpApp.StartAsync(mode);
        await using var client = await McpClient.CreateAsync(
            new HttpClientTransport(new() { Endpoint = app.Url, TransportMode = HttpTransportMode.StreamableHttp }),
            new() { ProtocolVersion = revision });

        var tools = await client.ListToolsAsync();
        var result = await client.CallToolAsync("echo", new Dictionary<string, object?> { ["text"] = "grüß Gott" });

        Assert.Contains(tools, tool => tool.Name == "echo");
        Assert.Equal("grüß Gott", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
        Assert.Equal(revision, client.NegotiatedProtocolVersion);
        Assert.Equal(hasSession, client.SessionId is not null);
    }

    [Fact]
    public async Task Client_MirroringArguments_Calls()
    {
        await using var app = await McpApp.StartAsync();
        await using var client = await McpClient.CreateAsync(
            new HttpClientTransport(new() { Endpoint = app.Url, TransportMode = HttpTransportMode.StreamableHttp }),
            new() { ProtocolVersion = "2026-07-28" });
        _ = await client.ListToolsAsync();

        var result = await client.CallToolAsync("place", new Dictionary<string, object?> { ["region"] = "Île-de-France", ["shelf"] = 7 });

        Assert.Equal("Île-de-France/7", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
    }

    [Fact]
    public async Task Call_WhereEverybodyNeedsASession_IsSentToOlderRevisions()
    {
        await using var app = await McpApp.StartAsync(HttpServerSessionMode.Stateful);
        using var wire = app.Wire();

        var reply = await wire.CallAsync("tools/list");

        Assert.Equal((400, -32022), (reply.Status, reply.ErrorCode));
        var supported = reply.Json.GetProperty("error").GetProperty("data").GetProperty("supported");
        Assert.DoesNotContain(supported.EnumerateArray(), one => one.GetString() == "2026-07-28");
        Assert.Equal("r-1", reply.Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Call_OfUnknownRevision_NamesTheServedOnes()
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        var reply = await wire.CallAsync("tools/list", headers: ("MCP-Protocol-Version", "2031-01-01"));

        var error = reply.Json.GetProperty("error");
        Assert.Equal((400, -32022), (reply.Status, reply.ErrorCode));
        Assert.Equal("2031-01-01", error.GetProperty("data").GetProperty("requested").GetString());
        Assert.Equal("2026-07-28", Assert.Single(error.GetProperty("data").GetProperty("supported").EnumerateArray()).GetString());
    }
}
