using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>
/// A real nginx in the sample's configuration, which asks for every request, and an MCP server that knows nothing of governance and compares
/// headers with the body, as its revision requires.
/// </summary>
public sealed class NginxTests
{
    [NginxFact]
    public async Task Call_ThatIsAllowed_Runs_AndTheServerKnowsTheCaller()
    {
        await using var stack = await Stack.StartAsync();

        using var answer = await stack.CallAsync("read_sales", headers: [("X-User-ID", "root"), ("X-User-Roles", "admin"), ("Cookie", "session=" + Canary.Cookie)]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("EMEA", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var received = Assert.Single(stack.Received);
        Assert.Equal(("acme", "acme"), (received["X-User-ID"], received["X-Tenant-ID"]));
        Assert.All(["Authorization", "Cookie", "X-API-Key", "X-User-Roles"], name => Assert.False(received.ContainsKey(name), name));
        Assert.Equal([AuditEntryKind.Intent, AuditEntryKind.Outcome], stack.EntriesOf(received["X-Request-ID"]).Select(entry => entry.Kind));
    }

    [NginxFact]
    public async Task Call_OfAHiddenTool_Is403_AndRunsNothing()
    {
        await using var stack = await Stack.StartAsync();

        using var answer = await stack.CallAsync("delete_sales");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("not_visible", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        stack.AssertNothingRan();
    }

    [NginxFact]
    public async Task Call_WithoutACredential_Is401_WithTheChallenge()
    {
        await using var stack = await Stack.StartAsync();

        using var answer = await stack.CallAsync("read_sales", key: null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var challenge = answer.Headers.WwwAuthenticate.Single().ToString();
        Assert.Equal("Bearer resource_metadata=\"http://localhost/.well-known/oauth-protected-resource/mcp\"", challenge);
        Assert.Contains("\"resource\":\"http://localhost/mcp\"", await stack.GetAsync("/.well-known/oauth-protected-resource/mcp"), StringComparison.Ordinal);
        stack.AssertNothingRan();
    }

    [NginxFact]
    public async Task Call_OverItsQuota_Is429_WithItsHeaders()
    {
        await using var stack = await Stack.StartAsync();
        for (var i = 0; i < Stack.Quota; i++)
        {
            using var allowed = await stack.CallAsync("read_sales");
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
            Assert.Equal((Stack.Quota - 1 - i).ToString(CultureInfo.InvariantCulture), allowed.Headers.GetValues("X-RateLimit-Remaining").Single());
        }

        using var answer = await stack.CallAsync("read_sales");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal(("3", "0"), (answer.Headers.GetValues("X-RateLimit-Limit").Single(), answer.Headers.GetValues("X-RateLimit-Remaining").Single()));
        Assert.Contains("quota_exceeded", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(Stack.Quota, stack.Ran.Count);
    }

    /// <summary>What is decided on says one thing and the body another: either of the two notices, and no tool runs.</summary>
    [NginxTheory]
    [InlineData("tools/call", "read_sales", "2026-07-28", null, true)]
    [InlineData("tools/list", null, "2026-07-28", null, true)]
    [InlineData("ping", null, "2026-07-28", null, false)]
    [InlineData("notifications/cancelled", null, "2026-07-28", null, true)]
    [InlineData("tools/call", "read_sales,delete_sales", "2026-07-28", null, false)]
    [InlineData("tools/call", "=?base64?cmVhZF9zYWxlcw==?=", "2026-07-28", null, true)]
    [InlineData("tools/call", "read_sales", "2025-11-25", null, false)]
    [InlineData("tools/call", "read_sales", null, null, false)]
    [InlineData("tools/call", "read_sales", "2026-07-28", "any-session", false)]
    [InlineData(null, null, "2026-07-28", null, false)]
    public async Task HeadersThatLie_RunNothing(string? method, string? name, string? version, string? session, bool passesHere)
    {
        await using var stack = await Stack.StartAsync();
        (string, string?)[] lies = [("Mcp-Method", method), ("Mcp-Name", name), ("MCP-Protocol-Version", version), ("Mcp-Session-Id", session)];

        foreach (var id in new JsonNode?[] { 1, null })
        {
            using var answer = await stack.SendAsync(Stack.Body("delete_sales", id), "acme", lies);
            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        stack.AssertNothingRan();
        Assert.Equal(passesHere ? 2 : 0, stack.Received.Count);
    }

    [NginxFact]
    public async Task HeaderThatComesTwice_RunsNothing()
    {
        await using var stack = await Stack.StartAsync();
        var body = Stack.Body("delete_sales", 1);

        foreach (var names in new[] { ("read_sales", "delete_sales"), ("delete_sales", "read_sales") })
        {
            var answer = await RawLine.PostAsync(
                stack.Url, "/mcp",
                [("Authorization", "Bearer acme"), ("Accept", "application/json, text/event-stream"), ("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "tools/call"), ("Mcp-Name", names.Item1), ("Mcp-Name", names.Item2)],
                body);
            Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        }

        stack.AssertNothingRan();
    }

    [NginxTheory]
    [InlineData("/_decide")]
    [InlineData("/mcp/../_decide")]
    [InlineData("/%5fdecide")]
    public async Task Decisions_AreNotForClients(string target)
    {
        await using var stack = await Stack.StartAsync();

        Assert.StartsWith("HTTP/1.1 404", await RawLine.SendAsync(stack.Url, "GET", target, [("Authorization", "Bearer acme")]), StringComparison.Ordinal);
    }

    /// <summary>nginx, the service that decides, and the server, each a listener of its own.</summary>
    private sealed class Stack : IAsyncDisposable
    {
        public const int Quota = 3;

        private readonly HttpClient _client = new();

        private Stack(GovernedServer decisions, WebApplication upstream, Nginx nginx) => (Decisions, Upstream, Nginx) = (decisions, upstream, nginx);

        public required ConcurrentQueue<Dictionary<string, string>> Received { get; init; }

        public required ConcurrentQueue<string> Ran { get; init; }

        public Uri Url => Nginx.Url;

        private GovernedServer Decisions { get; }

        private WebApplication Upstream { get; }

        private Nginx Nginx { get; }

        public static async Task<Stack> StartAsync()
        {
            var (received, ran) = (new ConcurrentQueue<Dictionary<string, string>>(), new ConcurrentQueue<string>());
            var decisions = await AuthzServer.StartAsync(
                parts => parts
                    .Tenant("acme", $"{{ quotas: [{{ name: few, algorithm: fixedWindow, limit: {Quota}, window: 1h }}] }}")
                    .Grant("acme", "{ tools: [read_sales], access: [read, unclassified] }").Key("acme", "acme").Setting("Stoa:Authentication:Resource:Resource", "http://localhost/mcp"),
                ("Routes:0:Path", "/mcp"), ("Routes:0:UpstreamValidatesHeaders", "true"));
            var upstream = Server(received, ran);
            await upstream.StartAsync();
            var nginx = await Nginx.StartAsync(decisions.Url, new Uri(upstream.Urls.Single()));
            return new Stack(decisions, upstream, nginx) { Received = received, Ran = ran };
        }

        public IReadOnlyList<AuditEntry> EntriesOf(string id) => Decisions.EntriesOf(id);

        public void AssertNothingRan() => Assert.Empty(Ran);

        public Task<HttpResponseMessage> CallAsync(string tool, string? key = "acme", (string Name, string? Value)[]? headers = null) => SendAsync(
            Body(tool, 1), key, [("Mcp-Method", "tools/call"), ("Mcp-Name", tool), ("MCP-Protocol-Version", "2026-07-28"), .. headers ?? []]);

        public Task<string> GetAsync(string path) => _client.GetStringAsync(new Uri(Nginx.Url, path));

        public async Task<HttpResponseMessage> SendAsync(string body, string? key, (string Name, string? Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Nginx.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
            if (key is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}{Canary.Key}");
            }

            foreach (var (name, value) in headers.Where(header => header.Value is not null))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            return await _client.SendAsync(request);
        }

        public static string Body(string tool, JsonNode? id)
        {
            var body = new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["method"] = "tools/call",
                ["params"] = new JsonObject
                {
                    ["name"] = tool,
                    ["arguments"] = new JsonObject { ["region"] = "EMEA" },
                    ["_meta"] = new JsonObject
                    {
                        ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28",
                        ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "c", ["version"] = "1" },
                        ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
                    },
                },
            };
            if (id is not null)
            {
                body["id"] = id.DeepClone();
            }

            return body.ToJsonString();
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await Nginx.DisposeAsync();
            await Upstream.DisposeAsync();
            await Decisions.DisposeAsync();
        }

        private static WebApplication Server(ConcurrentQueue<Dictionary<string, string>> received, ConcurrentQueue<string> ran)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddMcpServer().WithHttpTransport().WithTools(
            [
                McpServerTool.Create((string region) => Run("read_sales", region), new() { Name = "read_sales", ReadOnly = true }),
                McpServerTool.Create((string region) => Run("delete_sales", region), new() { Name = "delete_sales" }),
            ]);
            var app = builder.Build();
            app.Use((context, next) =>
            {
                received.Enqueue(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
                return next(context);
            });
            app.MapMcp("/mcp");
            return app;

            string Run(string tool, string region)
            {
                ran.Enqueue(tool);
                return region;
            }
        }
    }
}
