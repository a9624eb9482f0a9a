using ModelContextProtocol.AspNetCore;

namespace Stoa.Mcp.AspNetCore.Tests.Sessions;

public sealed class SessionTests
{
    private const string List = """{"jsonrpc":"2.0","id":5,"method":"tools/list"}""";

    [Theory]
    [InlineData("POST", "mallory")]
    [InlineData("GET", "mallory")]
    [InlineData("DELETE", "mallory")]
    [InlineData("POST", "")]
    public async Task SomebodyElsesSession_IsAnsweredLikeAnUnknownOne(string method, string thief)
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();
        var session = await wire.InitializeAsync(user: "alice");

        var stolen = await SendAsync(wire, method, session, thief);
        var unknown = await SendAsync(wire, method, "AAAAAAAAAAAAAAAAAAAAAA", thief);
        var own = await SendAsync(wire, "POST", session, "alice");

        Assert.Equal(404, unknown.Status);
        Assert.Equal(unknown, stolen);
        Assert.Equal((200, session), (own.Status, own.Session));
    }

    [Fact]
    public async Task Session_AfterDelete_IsUnknown()
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();
        var session = await wire.InitializeAsync();

        var deleted = await SendAsync(wire, "DELETE", session);
        var after = await SendAsync(wire, "POST", session);

        Assert.Equal(200, deleted.Status);
        Assert.Equal((404, -32001), (after.Status, after.ErrorCode));
        Assert.Equal(5, after.Json.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Session_OverTheCap_ClosesTheLongestIdle()
    {
        await using var app = await McpApp.StartAsync(configure: options => options.MaxIdleSessionCount = 2);
        using var wire = app.Wire();
        var first = await wire.InitializeAsync();
        var second = await wire.InitializeAsync();
        await SendAsync(wire, "POST", first);

        var third = await wire.InitializeAsync();

        Assert.Equal(200, (await SendAsync(wire, "POST", first)).Status);
        Assert.Equal(404, (await SendAsync(wire, "POST", second)).Status);
        Assert.Equal(200, (await SendAsync(wire, "POST", third)).Status);
    }

    [Fact]
    public async Task Request_WithoutASession_IsRefusedUnlessItInitializes()
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        var reply = await wire.PostAsync(List);

        Assert.Equal(400, reply.Status);
        Assert.Equal(5, reply.Json.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task SessionId_OnAStatelessServer_IsRefused()
    {
        await using var app = await McpApp.StartAsync(HttpServerSessionMode.Stateless);
        using var wire = app.Wire();

        Assert.Equal(400, (await SendAsync(wire, "POST", "anything")).Status);
    }

    [Fact]
    public async Task EventStream_EndsWithItsSession_AndOpensOnce()
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();
        var session = await wire.InitializeAsync();
        using var http = new HttpClient();
        using var open = new HttpRequestMessage(HttpMethod.Get, app.Url);
        open.Headers.Add("Accept", "text/event-stream");
        open.Headers.Add("Mcp-Session-Id", session);

        using var stream = await http.SendAsync(open, HttpCompletionOption.ResponseHeadersRead);
        var again = await SendAsync(wire, "GET", session);
        await SendAsync(wire, "DELETE", session);
        var rest = await stream.Content.ReadAsStringAsync();

        Assert.Equal(("text/event-stream", ""), (stream.Content.Headers.ContentType?.MediaType, rest));
        Assert.Equal(409, again.Status);
    }

    [Fact]
    public async Task EventStream_EndsWhenTheHostStops()
    {
        var app = await McpApp.StartAsync();
        using var wire = app.Wire();
        var session = await wire.InitializeAsync();
        using var http = new HttpClient();
        using var open = new HttpRequestMessage(HttpMethod.Get, app.Url);
        open.Headers.Add("Accept", "text/event-stream");
        open.Headers.Add("Mcp-Session-Id", session);
        using var stream = await http.SendAsync(open, HttpCompletionOption.ResponseHeadersRead);

        await app.DisposeAsync();

        Assert.Equal("", await stream.Content.ReadAsStringAsync());
    }

    private static Task<Wire.Reply> SendAsync(Wire wire, string method, string session, string user = "") => wire.SendAsync(
        new(method),
        method is "POST" ? new StringContent(List, System.Text.Encoding.UTF8, "application/json") : null,
        headers: [("Mcp-Session-Id", session), .. user.Length > 0 ? new[] { ("X-User", user) } : []]);
}
