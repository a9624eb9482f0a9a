using System.Net;
using System.Text.Json.Nodes;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>Who may ask, and whose word counts.</summary>
public sealed class PeerTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private static readonly (string Name, string Value)[] Mcp =
        [("Accept", "application/json, text/event-stream"), ("Authorization", "Bearer acme"), ("MCP-Protocol-Version", "2025-11-25")];

    [Theory]
    [InlineData("POST", "/authz")]
    [InlineData("POST", "/ext-authz/mcp")]
    [InlineData("GET", "/auth-request")]
    public async Task Stranger_IsRefused_AndRecorded(string method, string path)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme(), ("Peers:0", "10.0.0.0/8"), ("Peers:1", "192.168.0.7"));

        var answer = await RawLine.SendAsync(server.Url, method, path, [.. Mcp, ("X-Forwarded-For", "10.0.0.7")], Question.Message("tools/call", "read_sales"));

        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        var entry = Assert.Single(server.Trail.Entries.All);
        Assert.Equal((AuditEntryKind.Denial, "127.0.0.1"), (entry.Kind, entry.Call!.Transport.RemoteAddress));
        Assert.Contains("Stoa:Gateway:Authz:Peers", entry.ReasonsOf(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Key, true)]
    [InlineData("0123456789abcdef0123456789abcdeX", false)]
    [InlineData(null, false)]
    public async Task Peer_NeedsTheKey_WhereThereIsOne(string? presented, bool allowed)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["key"], Key + "\n");
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme(), ("PeerKeyFile", folder["key"]));
        (string, string)[] headers = presented is null ? Mcp : [.. Mcp, (PeerKey.Header, presented)];

        var answer = await RawLine.PostAsync(server.Url, "/ext-authz/mcp", headers, Question.Message("tools/call", "read_sales"));

        Assert.StartsWith(allowed ? "HTTP/1.1 200" : "HTTP/1.1 403", answer, StringComparison.Ordinal);
        server.Canary.Add(Key);
    }

    [Fact]
    public async Task User_OfAPeerThatIsNotTrusted_IsIgnored()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var alone = await Asserting(Question.Call("read_sales", key: null)).AskAsync(server);
        var beside = await Asserting(Question.Call("read_sales")).AskAsync(server);

        Assert.Equal(401, alone.StatusCode);
        Assert.Equal("acme", beside.Header("X-User-ID"));
    }

    [Fact]
    public async Task User_OfATrustedPeer_IsTheCaller()
    {
        await using var server = await AuthzServer.StartAsync(
            parts => parts.Tenant("acme").Grant("acme", "{ tools: [\"read*\"], scopes: [\"sales:read\"], agentEnvironments: [staging] }").Tool("read_sales", (string region) => region),
            ("TrustedPeers:0", "127.0.0.1"));

        var told = await Asserting(Question.Call("read_sales", key: null)).AskAsync(server);

        Assert.True(told.Allowed, told.Text);
        Assert.Equal(("maria", "sales:read", "analyst,clerk"), (told.Header("X-User-ID"), told.Header("X-User-Scopes"), told.Header("X-User-Roles")));
        Assert.All(server.EntriesOf(told.Id), entry => Assert.Equal(("host", "maria", "bot"), (entry.Call!.Caller!.Scheme, entry.Call.Caller.Subject, entry.Call.Caller.Agent)));
    }

    [Theory]
    [InlineData("""{ "roles": [] }""")]
    [InlineData("""{ "id": "" }""")]
    [InlineData("""{ "id": 7 }""")]
    [InlineData("""{ "id": "maria", "claims": { "agent_environment": ["staging", "production"] } }""")]
    public async Task User_ThatNamesNobody_Is401(string user)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme(), ("TrustedPeers:0", "127.0.0.0/8"));

        var told = await Question.Call("read_sales", key: null).Set("user", JsonNode.Parse(user)).Set("tenant_id", "acme").AskAsync(server);

        Assert.Equal(401, told.StatusCode);
    }

    [Fact]
    public async Task Claims_SayNothingThatTheUserSaysAlready()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Tenant("acme").Tenant("globex").Grant("acme", "{ tools: [\"read*\"] }"), ("TrustedPeers:0", "127.0.0.1"));
        var user = JsonNode.Parse("""{ "id": "maria", "claims": { "sub": "root", "tenant_id": "globex", "roles": ["admin"], "scope": "stoa:admin" }, "roles": ["clerk"], "scopes": ["s"] }""");

        var told = await new Question(Question.Message("tools/list"), null).Set("user", user).Set("tenant_id", "acme").AskAsync(server);

        Assert.Equal(("maria", "acme", "clerk", "s"), (told.Header("X-User-ID"), told.Header("X-Tenant-ID"), told.Header("X-User-Roles"), told.Header("X-User-Scopes")));
    }

    [Theory]
    [InlineData("10.0.0.7", "10.0.0.7", true)]
    [InlineData("10.0.0.7", "10.0.0.8", false)]
    [InlineData("10.0.0.0/24", "10.0.0.200", true)]
    [InlineData("fd00::/8", "fd12::1", true)]
    [InlineData("::ffff:10.0.0.7", "10.0.0.7", true)]
    public void Range_HoldsItsAddresses(string range, string address, bool holds)
    {
        Assert.True(AddressRange.TryParse(range, out var network));
        Assert.Equal(holds, network.Contains(AddressRange.Plain(IPAddress.Parse(address))));
    }

    private static Question Asserting(Question question) => question
        .Set("user", JsonNode.Parse("""{ "id": "maria", "email": "m@acme.example", "roles": ["analyst", "clerk"], "scopes": ["sales:read"], "claims": { "client_id": "bot", "agent_environment": "staging" } }"""))
        .Set("tenant_id", "acme");
}
