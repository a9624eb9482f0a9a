using System.Net;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.IntegrationTests.Identity.Authorization;

/// <summary>The SDK's own client, from a 401 to a result, and on to more scopes: with a real authorization server, nothing by hand.</summary>
public sealed class OAuthFlowTests
{
    public static TheoryData<string, string> StepUps => new()
    {
        { "2025-11-25", "write_report" }, { "2025-11-25", "delete_report" }, { "2026-07-28", "write_report" }, { "2026-07-28", "delete_report" },
    };

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Client_WithoutAToken_GetsOneForThisResource(string revision)
    {
        await using var server = await OAuthServer.StartAsync();
        using var wire = new WireLog();
        await using var client = await server.ConnectAsync(revision, wire);

        var tools = await client.ListToolsAsync();

        Assert.Equal(["delete_report", "read_report", "write_report"], tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.Equal("read", TextOf(await client.CallToolAsync("read_report")));
        var (status, challenge, _) = Assert.Single(wire.Refusals);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal($"Bearer resource_metadata=\"{MetadataOf(server)}\", scope=\"stoa:read\"", challenge);
        var asked = Assert.Single(server.Login.Asked);
        Assert.Equal((server.Url.AbsoluteUri, "stoa:read"), (asked.Resource, asked.Scope));
        Assert.Equal(1, server.Login.Registrations);
    }

    [Theory]
    [MemberData(nameof(StepUps))]
    public async Task Client_ThatLacksAScope_StepsUpAndIsServed(string revision, string tool)
    {
        await using var server = await OAuthServer.StartAsync();
        using var wire = new WireLog();
        await using var client = await server.ConnectAsync(revision, wire);

        Assert.NotEqual("read", TextOf(await client.CallToolAsync(tool)));

        var (status, challenge, body) = wire.Refusals[1];
        Assert.Equal((2, HttpStatusCode.Forbidden), (wire.Refusals.Count, status));
        Assert.Equal($"Bearer resource_metadata=\"{MetadataOf(server)}\", scope=\"stoa:read stoa:write\", error=\"insufficient_scope\"", challenge);
        Assert.DoesNotContain("report", body, StringComparison.Ordinal);
        Assert.Equal(["stoa:read", "stoa:read stoa:write"], server.Login.Asked.Select(asked => asked.Scope));
        Assert.Equal(
            [GovernanceCode.InsufficientScope, GovernanceCode.None],
            server.Governed.Trail.Entries.All.Where(entry => entry.Call?.Operation == "tools/call" && entry.Decision is not null)
                .Select(entry => entry.Decision!.Code).Distinct());
        Assert.Equal("read", TextOf(await client.CallToolAsync("read_report")));
        Assert.Equal(2, server.Login.Asked.Count);
    }

    [Fact]
    public async Task Client_WhoIsNotGrantedMore_AsksOnceAndIsRefused()
    {
        await using var server = await OAuthServer.StartAsync();
        server.Login.Grants = _ => "stoa:read";
        using var wire = new WireLog();
        await using var client = await server.ConnectAsync("2026-07-28", wire);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(async () => await client.CallToolAsync("write_report"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(2, server.Login.Asked.Count);
    }

    [Fact]
    public async Task Client_KnownBeforehand_DoesNotRegister()
    {
        await using var server = await OAuthServer.StartAsync();
        server.Login.Registers = false;
        server.Login.AddClient("desk", OAuthServer.Redirect.AbsoluteUri);
        using var wire = new WireLog();
        await using var client = await server.ConnectAsync("2026-07-28", wire, "desk");

        Assert.Equal("read", TextOf(await client.CallToolAsync("read_report")));

        Assert.Equal("desk", Assert.Single(server.Login.Asked).ClientId);
        Assert.Equal(["desk"], server.Governed.Trail.Entries.All.Where(entry => entry.Call?.Caller is not null).Select(entry => entry.Call!.Caller!.Agent).Distinct());
    }

    [Fact]
    public async Task Client_WhoseTokenEnds_RefreshesIt()
    {
        await using var server = await OAuthServer.StartAsync();
        server.Login.TokenLifetime = TimeSpan.Zero; // ended for the client; here the clock skew lets it in
        using var wire = new WireLog();
        await using var client = await server.ConnectAsync("2026-07-28", wire);

        Assert.Equal("read", TextOf(await client.CallToolAsync("read_report")));
        Assert.Equal("read", TextOf(await client.CallToolAsync("read_report")));

        Assert.Single(server.Login.Asked);
        Assert.Single(wire.Refusals);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/mcp")]
    public async Task Metadata_IsTheSame_AtBothPlaces(string suffix)
    {
        await using var server = await OAuthServer.StartAsync();
        using var http = new HttpClient();

        var document = JsonElement.Parse(await http.GetStringAsync(new Uri(server.Url, "/.well-known/oauth-protected-resource" + suffix)));

        Assert.Equal(server.Url.AbsoluteUri, document.GetProperty("resource").GetString());
        Assert.Equal([server.Login.Issuer], document.GetProperty("authorization_servers").EnumerateArray().Select(issuer => issuer.GetString()));
        Assert.Equal(["stoa:read"], document.GetProperty("scopes_supported").EnumerateArray().Select(scope => scope.GetString()));
    }

    private static string MetadataOf(OAuthServer server) => new Uri(server.Url, "/.well-known/oauth-protected-resource/mcp").AbsoluteUri;

    private static string TextOf(CallToolResult result) => ((TextContentBlock)result.Content.Single()).Text;
}
