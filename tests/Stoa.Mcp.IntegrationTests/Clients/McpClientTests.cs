using System.Globalization;
using System.Net;
using ModelContextProtocol;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Clients;

/// <summary>The SDK's own client, on every revision served, with and without sessions, for two tenants.</summary>
public class McpClientTests
{
    public static TheoryData<string, HttpServerSessionMode> Ways
    {
        get
        {
            var ways = new TheoryData<string, HttpServerSessionMode>();
            foreach (var revision in new[] { "2025-06-18", "2025-11-25", "2026-07-28" })
            {
                ways.Add(revision, HttpServerSessionMode.Stateless);
                ways.Add(revision, HttpServerSessionMode.StatefulForInitializeClients);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Lists_AsEachTenant_HoldWhatItIsGranted(string revision, HttpServerSessionMode hosting)
    {
        await using var server = await StartAsync(hosting);
        await using var acme = await server.McpClientAsync("acme", revision);
        await using var globex = await server.McpClientAsync("globex", revision);

        Assert.Equal(revision, acme.NegotiatedProtocolVersion);
        Assert.Equal(["delete_report", "read_report"], await ToolsOf(acme));
        Assert.Equal(["delete_user", "read_user"], await ToolsOf(globex));
        Assert.Equal("greet_acme", Assert.Single(await acme.ListPromptsAsync()).Name);
        Assert.Empty(await globex.ListPromptsAsync());
        Assert.Equal("globex://terms", Assert.Single(await globex.ListResourcesAsync()).Uri);
        Assert.Empty(await acme.ListResourcesAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Calls_OfWhatIsGranted_Run(string revision, HttpServerSessionMode hosting)
    {
        await using var server = await StartAsync(hosting);
        await using var acme = await server.McpClientAsync("acme", revision);
        await using var globex = await server.McpClientAsync("globex", revision);
        await using var approver = await server.McpClientAsync("globex-approver", revision);

        Assert.Equal("report 7", TextOf(await acme.CallToolAsync("read_report", new Dictionary<string, object?> { ["id"] = 7 })));
        Assert.Equal("user bob", TextOf(await globex.CallToolAsync("read_user", new Dictionary<string, object?> { ["name"] = "bob" })));
        Assert.Equal("deleted", TextOf(await approver.CallToolAsync("delete_user")));
        Assert.Equal("hello", ((TextContentBlock)(await acme.GetPromptAsync("greet_acme")).Messages.Single().Content).Text);
        Assert.Equal("terms", ((TextResourceContents)(await globex.ReadResourceAsync("globex://terms")).Contents.Single()).Text);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Calls_OfWhatIsHidden_FailAsUnknown(string revision, HttpServerSessionMode hosting)
    {
        await using var server = await StartAsync(hosting);
        await using var acme = await server.McpClientAsync("acme", revision);

        await AssertSameAsync("read_user", "no_such", name => acme.CallToolAsync(name).AsTask(), McpErrorCode.InvalidParams, "Unknown tool: 'x'");
        await AssertSameAsync("greet_globex", "no_such", name => acme.GetPromptAsync(name).AsTask(), McpErrorCode.InvalidParams, "Unknown prompt: 'x'");
        await AssertSameAsync(
            "globex://terms",
            "no://such",
            uri => acme.ReadResourceAsync(uri).AsTask(),
            revision == "2026-07-28" ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound,
            "Unknown resource URI: 'x'");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Call_WithoutTheAccess_IsDenied(string revision, HttpServerSessionMode hosting)
    {
        await using var server = await StartAsync(hosting);
        await using var acme = await server.McpClientAsync("acme", revision);

        var denied = await Assert.ThrowsAsync<McpProtocolException>(async () => await acme.CallToolAsync("delete_report"));

        Assert.Equal(4030, (int)denied.ErrorCode);
        Assert.Contains("This operation is not allowed.", denied.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Call_WithoutTheScope_IsForbiddenOverHttp(string revision, HttpServerSessionMode hosting)
    {
        await using var server = await StartAsync(hosting);
        var wire = new ResponseLog();
        await using var globex = await ConnectAsync(server, "globex", revision, wire);

        var refused = await Assert.ThrowsAnyAsync<Exception>(async () => await globex.CallToolAsync("delete_user"));

        Assert.Equal(HttpStatusCode.Forbidden, Assert.IsType<HttpRequestException>(refused).StatusCode);
        var challenge = Assert.Single(wire.Last!.Headers.WwwAuthenticate);
        Assert.Contains("error=\"insufficient_scope\"", challenge.Parameter, StringComparison.Ordinal);
        Assert.Contains("scope=\"users:approve\"", challenge.Parameter, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Call_WithExhaustedQuota_IsDenied(string revision, HttpServerSessionMode hosting)
    {
        await using var server = await StartAsync(hosting);
        var wire = new ResponseLog();
        await using var metered = await ConnectAsync(server, "metered", revision, wire);

        var first = await metered.CallToolAsync("tick");
        Assert.Equal(("2", "1"), (wire.Header("X-RateLimit-Limit"), wire.Header("X-RateLimit-Remaining")));
        var second = await metered.CallToolAsync("tick");
        Assert.Equal("0", wire.Header("X-RateLimit-Remaining"));
        var third = await metered.CallToolAsync("tick");

        Assert.NotEqual(true, first.IsError);
        Assert.NotEqual(true, second.IsError);
        Assert.True(third.IsError);
        Assert.Equal(HttpStatusCode.OK, wire.Last!.StatusCode);
        Assert.Equal(4290, (int)third.Meta!["dev.gostoa.governance/code"]!);
        var retryAfter = (int)third.Meta["dev.gostoa.governance/retryAfterSeconds"]!;
        Assert.InRange(retryAfter, 1, 3600);
        Assert.Equal(retryAfter.ToString(CultureInfo.InvariantCulture), wire.Header("Retry-After"));
        Assert.Equal(("2", "0"), (wire.Header("X-RateLimit-Limit"), wire.Header("X-RateLimit-Remaining")));
        Assert.Contains("The quota for this operation is used up.", TextOf(third), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Connect_WithoutAKnownKey_IsUnauthorized(string revision, HttpServerSessionMode hosting)
    {
        await using var server = await StartAsync(hosting);

        foreach (var key in new[] { null, "nobody" })
        {
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => server.McpClientAsync(key, revision));

            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Calls_OfManyTenantsAtOnce_StayApart(string revision, HttpServerSessionMode hosting)
    {
        const int Calls = 40;
        await using var server = await StartAsync(hosting);
        await using var acme = await server.McpClientAsync("acme", revision);
        await using var globex = await server.McpClientAsync("globex", revision);

        var ofAcme = Enumerable.Range(0, Calls).Select(i => acme.CallToolAsync("read_report", new Dictionary<string, object?> { ["id"] = i }).AsTask());
        var ofGlobex = Enumerable.Range(0, Calls).Select(i => globex.CallToolAsync("read_user", new Dictionary<string, object?> { ["name"] = $"u{i}" }).AsTask());
        var answers = await Task.WhenAll([.. ofAcme, .. ofGlobex]);

        Assert.Equal(
            [.. Enumerable.Range(0, Calls).Select(i => $"report {i}"), .. Enumerable.Range(0, Calls).Select(i => $"user u{i}")],
            answers.Select(TextOf));
        var outcomes = server.Trail.Entries.All.Where(entry => entry is { Call.Operation: "tools/call", Outcome: not null }).ToArray();
        Assert.Equal(2 * Calls, outcomes.Length);
        Assert.All(outcomes, entry => Assert.Equal(entry.Call!.Target.Name == "read_report" ? "acme" : "globex", entry.Call.Tenant));
    }

    private static Task<GovernedServer> StartAsync(HttpServerSessionMode hosting) => GovernedServer.StartAsync(parts => parts
        .Sessions(hosting)
        .Tenant("acme").Key("acme", "acme")
        .Grant("acme", "{ toolNamespaces: [reports], prompts: [greet_acme] }")
        .Tenant("globex").Key("globex", "globex").Key("globex-approver", "globex", key => key with { Scopes = ["users:approve"] })
        .Grant("globex", "{ tools: ['*_user'], resources: ['globex://*'], access: [read, destructive] }")
        .Tenant("metered").Key("metered", "metered")
        .Grant("metered", "{ tools: [tick], quotas: [{ name: ticks, algorithm: slidingWindow, limit: 2, window: 1h }] }")
        .Tool("read_report", [Governed(ToolNamespace = "reports")] (int id) => $"report {id}")
        .Tool("delete_report", [Governed(ToolNamespace = "reports", Access = ToolAccess.Destructive)] () => "deleted")
        .Tool("read_user", (string name) => $"user {name}")
        .Tool("delete_user", [Governed(Scopes = ["users:approve"], Access = ToolAccess.Destructive)] () => "deleted")
        .Tool("tick", () => "tock")
        .Prompt("greet_acme", () => "hello")
        .Prompt("greet_globex", () => "hello")
        .Resource("globex://terms", () => "terms"));

    private static async Task<McpClient> ConnectAsync(GovernedServer server, string key, string revision, ResponseLog wire)
    {
        var http = new HttpClient(wire) { DefaultRequestHeaders = { { "Authorization", $"Bearer {key}" } } };
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions { Endpoint = server.Url, TransportMode = HttpTransportMode.StreamableHttp }, http, ownsHttpClient: true);
        return await McpClient.CreateAsync(transport, new McpClientOptions { ProtocolVersion = revision });
    }

    private static async Task<string[]> ToolsOf(McpClient client) =>
        [.. (await client.ListToolsAsync()).Select(tool => tool.Name).Order(StringComparer.Ordinal)];

    private static string TextOf(CallToolResult result) => ((TextContentBlock)result.Content.Single()).Text;

    private static async Task AssertSameAsync(string hidden, string unknown, Func<string, Task> use, McpErrorCode code, string message)
    {
        foreach (var name in new[] { hidden, unknown })
        {
            var error = await Assert.ThrowsAsync<McpProtocolException>(() => use(name));
            Assert.Equal(code, error.ErrorCode);
            Assert.EndsWith(message, error.Message.Replace($"'{name}'", "'x'", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    /// <summary>Remembers the last answer to a POST.</summary>
    private sealed class ResponseLog() : DelegatingHandler(new SocketsHttpHandler())
    {
        public HttpResponseMessage? Last { get; private set; }

        public string? Header(string name) => Last!.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Post)
            {
                Last = response;
            }

            return response;
        }
    }
}
