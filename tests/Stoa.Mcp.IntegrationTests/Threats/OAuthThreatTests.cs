using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.IntegrationTests.Identity.Authorization;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Threats;

/// <summary>What is tried by way of OAuth: routes that are not there, scopes that are claimed, authorization servers that nobody vetted.</summary>
public sealed class OAuthThreatTests
{
    private const string EveryScope = "stoa:read stoa:write stoa:execute stoa:admin stoa:deploy stoa:audit * all";

    [Trait("Threat", "T1")]
    [Fact]
    public async Task RoutesOfAnAuthorizationServer_AreNotThere()
    {
        await using var server = await OAuthServer.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        string[] paths =
        [
            "/authorize", "/token", "/register", "/revoke", "/callback", "/consent", "/jwks", "/oauth/authorize", "/oauth2/authorize", "/oauth/token", "/connect/token",
            "/mcp/authorize", "/mcp/token", "/mcp/register", "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration",
            "/.well-known/oauth-authorization-server/mcp",
        ];
        foreach (var path in paths.SelectMany(path => new[] { path, path + "?response_type=code&client_id=x&redirect_uri=https://evil.example&state=s" }))
        {
            foreach (var verb in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                using var reply = await http.SendAsync(new HttpRequestMessage(verb, new Uri(server.Url, path)));
                Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
                Assert.False(reply.Headers.Contains("Set-Cookie") || reply.Headers.Contains("Location"), path);
            }
        }

        var routes = server.Governed.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        Assert.All(routes, route => Assert.Equal("mcp", route.RoutePattern.RawText!.Trim('/')));
    }

    [Trait("Threat", "T3")]
    [Fact]
    public async Task EveryScope_OpensNothingThatIsNotGranted()
    {
        await using var server = await OAuthServer.StartAsync();
        var token = server.Login.Token(server.Url.AbsoluteUri, EveryScope);

        var hidden = await CallAsync(server, "secret_report", token);
        var absent = await CallAsync(server, "secret_xxxxxx", token);

        Assert.Equal(absent.Text.Replace("secret_xxxxxx", "x", StringComparison.Ordinal), hidden.Text.Replace("secret_report", "x", StringComparison.Ordinal));
        Assert.Equal((200, 200), ((await CallAsync(server, "read_report", token)).Status, (await CallAsync(server, "delete_report", token)).Status));
    }

    [Trait("Threat", "T3")]
    [Theory]
    [InlineData("write_report")]
    [InlineData("delete_report")]
    public async Task Challenge_NamesTheScopesOfTheCall_AndNothingElse(string tool)
    {
        await using var server = await OAuthServer.StartAsync();

        var reply = await CallAsync(server, tool, server.Login.Token(server.Url.AbsoluteUri, "stoa:read"));

        Assert.Equal(403, reply.Status);
        Assert.Contains(", scope=\"stoa:read stoa:write\", error=\"insufficient_scope\"", reply.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        Assert.DoesNotContain("_report", reply.Text, StringComparison.Ordinal);
    }

    [Trait("Threat", "T3")]
    [Fact]
    public async Task Challenge_LeavesOutWhatAnotherScopeIncludes()
    {
        await using var server = await OAuthServer.StartAsync(parts => parts
            .Setting("Stoa:Authentication:ScopeHierarchy:0:Scope", "stoa:admin").Setting("Stoa:Authentication:ScopeHierarchy:0:Includes:0", "stoa:write")
            .Setting("Stoa:Authentication:ScopeHierarchy:1:Scope", "stoa:write").Setting("Stoa:Authentication:ScopeHierarchy:1:Includes:0", "stoa:read"));

        var refused = await CallAsync(server, "write_report", server.Login.Token(server.Url.AbsoluteUri, "stoa:read"));

        Assert.Contains(", scope=\"stoa:write\", error", refused.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        foreach (var scope in new[] { "stoa:write", "stoa:admin" })
        {
            Assert.Equal(200, (await CallAsync(server, "write_report", server.Login.Token(server.Url.AbsoluteUri, scope))).Status);
        }
    }

    [Trait("Threat", "T3")]
    [Fact]
    public async Task ScopesClaimedBesideTheToken_CountForNothing()
    {
        await using var server = await OAuthServer.StartAsync();
        var claims = new JsonObject { ["scope"] = EveryScope, ["scopes"] = new JsonArray("stoa:write"), ["_meta"] = new JsonObject { ["scope"] = EveryScope } };

        var reply = await CallAsync(
            server, "write_report", server.Login.Token(server.Url.AbsoluteUri, "stoa:read"), claims, ("X-User-Scopes", EveryScope), ("X-Scope", EveryScope), ("Scope", EveryScope));

        Assert.Equal(403, reply.Status);
    }

    [Trait("Threat", "T31")]
    [Fact]
    public async Task Metadata_NamesExactlyTheConfiguredIssuers()
    {
        await using var server = await OAuthServer.StartAsync(parts => parts
            .Setting("Stoa:Authentication:Jwt:Issuers:1:Issuer", "https://second.example").Setting("Stoa:Authentication:Jwt:Issuers:1:Audiences:0", "a")
            .Setting("Stoa:Authentication:Jwt:Issuers:1:JwksUri", "https://keys.example/jwks"));
        using var http = new HttpClient();
        foreach (var suffix in new[] { "", "/mcp", "?authorization_servers=https://evil.example", "/mcp?issuer=https://evil.example" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, "/.well-known/oauth-protected-resource" + suffix));
            request.Headers.Add("X-Forwarded-Host", "evil.example");
            request.Headers.Add("Forwarded", "host=evil.example");
            using var reply = await http.SendAsync(request);
            var text = await reply.Content.ReadAsStringAsync();

            var issuers = JsonElement.Parse(text).GetProperty("authorization_servers").EnumerateArray().Select(issuer => issuer.GetString());
            Assert.Equal([server.Login.Issuer, "https://second.example"], issuers);
            Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
        }
    }

    private static async Task<Reply> CallAsync(OAuthServer server, string tool, string token, JsonObject? more = null, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = McpRequests.Post(
            server.Url, Revisions.Modern, "tools/call", new JsonObject { ["name"] = tool, ["arguments"] = more ?? [] }, key: null,
            headers: [("Authorization", $"Bearer {token}"), .. headers]);
        using var response = await http.SendAsync(request);
        return await Reply.OfAsync(response);
    }
}
