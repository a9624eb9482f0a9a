using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>Envoy's <c>ext_authz</c> over HTTP, as Envoy asks: the client's request behind a prefix.</summary>
public sealed class ExtAuthzTests
{
    private static readonly (string Name, string Value)[] Mcp =
        [("Accept", "application/json, text/event-stream"), ("Authorization", "Bearer acme"), ("MCP-Protocol-Version", "2025-11-25"), ("x-envoy-auth-partial-body", "false")];

    [Fact]
    public async Task Call_ThatIsAllowed_Is200_WithTheCallerAndWhatToRemove()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var answer = await RawLine.PostAsync(server.Url, "/ext-authz/mcp?x=1", Mcp, Question.Message("tools/call", "read_sales"));

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nX-User-ID: acme\r\n", answer, StringComparison.Ordinal);
        var removed = Lines(answer).Single(line => line.StartsWith("X-Envoy-Auth-Headers-To-Remove: ", StringComparison.Ordinal))[32..].Split(", ");
        Assert.Contains("Authorization", removed);
        Assert.Contains("X-User-Roles", removed);
        Assert.DoesNotContain("X-User-ID", removed); // Envoy removes after it has set
    }

    [Fact]
    public async Task Credentials_AreLeftInPlace_WhereThatIsSaid()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme(), ("ForwardCredentials", "true"));

        var answer = await RawLine.PostAsync(server.Url, "/ext-authz/mcp", Mcp, Question.Message("tools/list"));

        Assert.Equal("X-Envoy-Auth-Headers-To-Remove: X-Stoa-Peer-Key, X-User-Scopes, X-User-Roles", Lines(answer).Single(line => line.StartsWith("X-Envoy", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Call_ThatIsDenied_IsWhatTheClientGets()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var answer = await RawLine.PostAsync(server.Url, "/ext-authz/mcp", Mcp, Question.Message("tools/call", "delete_sales"));

        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json", answer, StringComparison.Ordinal);
        var error = JsonDocument.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..]).RootElement;
        Assert.Equal((1, "Unknown tool: 'delete_sales'"), (error.GetProperty("id").GetInt32(), error.GetProperty("error").GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Call_OverItsQuota_Is429_WithItsHeaders()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts
            .Tenant("acme", "{ quotas: [{ name: few, algorithm: fixedWindow, limit: 1, window: 1h }] }").Grant("acme", "{ tools: [\"read*\"] }")
            .Key("acme", "acme").Tool("read_sales", (string region) => region));

        var first = await RawLine.PostAsync(server.Url, "/ext-authz/mcp", Mcp, Question.Message("tools/call", "read_sales"));
        var second = await RawLine.PostAsync(server.Url, "/ext-authz/mcp", Mcp, Question.Message("tools/call", "read_sales"));

        Assert.Contains("X-RateLimit-Remaining: 0", first, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 429", second, StringComparison.Ordinal);
        Assert.Contains("\r\nRetry-After: ", second, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"quota_exceeded\"", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithoutACredential_Is401_WithAChallenge()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var answer = await RawLine.PostAsync(server.Url, "/ext-authz/mcp", [Mcp[0], Mcp[2]], Question.Message("tools/call", "read_sales"));

        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nWWW-Authenticate: Bearer resource_metadata=\"http://localhost/.well-known/oauth-protected-resource/mcp\"", answer, StringComparison.Ordinal);
    }

    /// <summary>Each would be a 200 of another endpoint, which Envoy takes for a yes.</summary>
    [Theory]
    [InlineData("/ext-authz/../health")]
    [InlineData("/ext-authz/%2e%2e/health")]
    [InlineData("/ext-authz/./../health")]
    [InlineData("/ext-authz/..//health")]
    [InlineData("/ext-authz/mcp/../../health")]
    [InlineData("/EXT-AUTHZ/../health")]
    [InlineData("/ext-authz/../authz")]
    [InlineData("/ext-authz//mcp")]
    [InlineData("/ext-authz/%6dcp")]
    [InlineData("/ext-authz/mcp;x")]
    public async Task Path_ThatLeadsElsewhere_IsRefused(string target)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme().AppAfter(app => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(app, "/health", () => "healthy")));

        var get = await RawLine.SendAsync(server.Url, "GET", target, Mcp);
        var post = await RawLine.PostAsync(server.Url, target, Mcp, Question.Message("tools/call", "read_sales"));

        Assert.All([get, post], answer => Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal));
        Assert.Equal(2, server.Trail.Entries.All.Count(entry => entry.Decision!.Code == GovernanceCode.InvalidRequest));
    }

    [Fact]
    public async Task Body_LargerThanTheCap_Is413()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme().Setting("Stoa:Http:MaxBodyBytes", "1024"));

        var answer = await RawLine.PostAsync(server.Url, "/ext-authz/mcp", Mcp, Question.Message("tools/call", "read_sales") + new string(' ', 2000));

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_ToldInPart_Is413()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var answer = await RawLine.PostAsync(server.Url, "/ext-authz/mcp", [.. Mcp[..3], ("x-envoy-auth-partial-body", "true")], Question.Message("tools/call", "read_sales"));

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
    }

    private static string[] Lines(string answer) => answer.Split("\r\n");
}
