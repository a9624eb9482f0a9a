using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>STOA's <c>POST /authz</c>.</summary>
public sealed class JsonTests
{
    [Fact]
    public async Task Call_OfAGrantedTool_IsAllowedAndRecordedBeforeTheAnswer()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var told = await Question.Call("read_sales").AskAsync(server);

        Assert.True(told.Allowed);
        Assert.Equal(HttpStatusCode.OK, told.Status);
        Assert.Equal(("acme", "acme", told.Id), (told.Header("X-User-ID"), told.Header("X-Tenant-ID"), told.Header("X-Request-ID")));
        Assert.Superset(new HashSet<string> { "Authorization", "X-API-Key", "Cookie", "X-User-ID", "X-User-Roles" }, told.Removed.ToHashSet());
        Assert.Contains("default+sha256:", told.Json.GetProperty("metadata").GetProperty("policies_evaluated")[0].GetString(), StringComparison.Ordinal);
        var entries = server.EntriesOf(told.Id);
        Assert.Equal([(AuditEntryKind.Intent, null), (AuditEntryKind.Outcome, (CallOutcome?)CallOutcome.Accepted)], entries.Select(entry => (entry.Kind, entry.Outcome)));
        Assert.All(entries, entry => Assert.Equal(("authz", "tools/call", "read_sales"), (entry.Call!.Transport.Kind, entry.Call.Operation, entry.Call.Target.Name)));
        Assert.Equal("read_sales", Assert.Single(server.Trail.Usage.All).ToolName);
    }

    [Fact]
    public async Task Call_OfAHiddenTool_IsDenied_WithoutATraceOfPolicy()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var told = await Question.Call("delete_sales").AskAsync(server);

        Assert.False(told.Allowed);
        Assert.Equal((403, $"not_visible (4040), decision {told.Id}", "authorization"), (told.StatusCode, told.Reason, told.Json.GetProperty("denied_by_policy").GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, told.Status);
        Assert.Contains("Unknown tool: 'delete_sales'", JsonDocument.Parse(told.Json.GetProperty("body").GetString()!).RootElement.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ToolGrant", told.Text, StringComparison.Ordinal);
        Assert.Contains("no ToolGrant of tenant 'acme' covers tool 'delete_sales'", server.DenialOf(told.Id).ReasonsOf(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_OfAnUngrantedAndAnUnknownName_AreToldAlike()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var hidden = await Question.Call("delete_sales").AskAsync(server);
        var unknown = await Question.Call("delete_seals").AskAsync(server);

        Assert.Equal(Neutral(hidden, "delete_sales"), Neutral(unknown, "delete_seals"));

        static string Neutral(Question.Told told, string name)
        {
            var json = JsonNode.Parse(told.Text)!;
            json["metadata"]!["evaluation_time_us"] = 0;
            return json.ToJsonString().Replace(name, "x", StringComparison.Ordinal).Replace(told.Id, "id", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Call_WithoutACredential_Is401_WithAChallenge()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme().Setting("Stoa:Authentication:Resource:Resource", "https://mcp.example.com/mcp"));

        var told = await Question.Call("read_sales", key: null).AskAsync(server);

        Assert.Equal(401, told.StatusCode);
        Assert.Equal("Bearer resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\"", told.Header("WWW-Authenticate"));
        Assert.Equal(GovernanceCode.Unauthenticated, server.DenialOf(told.Id).Decision!.Code);
    }

    [Fact]
    public async Task Call_WithoutAScope_Is403_WithAChallengeThatNamesIt()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme().Grant("acme", "{ tools: [delete_sales], access: [destructive], scopes: [\"sales:write\"] }"));

        var told = await Question.Call("delete_sales").AskAsync(server);

        Assert.Equal(403, told.StatusCode);
        Assert.Contains("scope=\"sales:write\", error=\"insufficient_scope\"", told.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_OverItsQuota_Is429_AndTheQuotaIsTold()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts
            .Tenant("acme", "{ quotas: [{ name: few, algorithm: fixedWindow, limit: 1, window: 1h }] }").Grant("acme", "{ tools: [\"read*\"] }")
            .Key("acme", "acme").Tool("read_sales", (string region) => region));

        var first = await Question.Call("read_sales").AskAsync(server);
        var second = await Question.Call("read_sales").AskAsync(server);

        Assert.True(first.Allowed);
        Assert.Equal((1, 1, 0), Rate(first));
        Assert.Equal(429, second.StatusCode);
        Assert.Equal((1, 1, 0), Rate(second));
        Assert.Equal(("1", "0"), (second.Header("X-RateLimit-Limit"), second.Header("X-RateLimit-Remaining")));
        Assert.True(int.Parse(second.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal(0, server.DenialOf(second.Id).QuotaCharged);

        static (int, int, int) Rate(Question.Told told)
        {
            var rate = told.Json.GetProperty("metadata").GetProperty("rate_limit");
            return (rate.GetProperty("current").GetInt32(), rate.GetProperty("limit").GetInt32(), rate.GetProperty("remaining").GetInt32());
        }
    }

    [Fact]
    public async Task Denial_ByArguments_IsDecidedOnTheBody()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme().Policy(
            "package stoa.custom\n\ndeny contains \"not for the moon\" if input.tool.arguments.region == \"MOON\"\n"));

        var earth = await Question.Call("read_sales").AskAsync(server);
        var moon = await Question.Call("read_sales", arguments: new JsonObject { ["region"] = "MOON" }).AskAsync(server);

        Assert.True(earth.Allowed);
        Assert.Equal((403, $"denied (4030), decision {moon.Id}"), (moon.StatusCode, moon.Reason));
        Assert.DoesNotContain("moon", moon.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("tools/list")]
    [InlineData("initialize")]
    [InlineData("notifications/initialized")]
    public async Task Message_OfTheProtocol_IsAllowedToATenant(string method)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());
        var body = method switch
        {
            "initialize" => """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}""",
            "notifications/initialized" => """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            _ => Question.Message(method),
        };

        Assert.True((await new Question(body).AskAsync(server)).Allowed);
    }

    [Theory]
    [InlineData("GET", "session/stream")]
    [InlineData("DELETE", "session/end")]
    public async Task Session_IsDecidedWithoutABody(string method, string operation)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var told = await new Question(null).Set("method", method).AskAsync(server);

        Assert.True(told.Allowed);
        Assert.All(server.EntriesOf(told.Id), entry => Assert.Equal((operation, "authz"), (entry.Call!.Operation, entry.Call.Transport.Kind)));
    }

    [Fact]
    public async Task Session_OfAnotherCaller_IsAnsweredAsOneThatNeverWas()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme().Key("other", "acme"));

        Assert.True((await Question.Call("read_sales").With("Mcp-Session-Id", "s-1").AskAsync(server)).Allowed);
        Assert.True((await Question.Call("read_sales").With("Mcp-Session-Id", "s-1").AskAsync(server)).Allowed);
        var stream = await new Question(null, "other").Set("method", "GET").With("Mcp-Session-Id", "s-1").AskAsync(server);
        var call = await Question.Call("read_sales", "other").With("Mcp-Session-Id", "s-1").AskAsync(server);

        Assert.Equal(404, stream.StatusCode);
        Assert.False(call.Allowed);
        Assert.Equal("The session belongs to another caller.", server.DenialOf(call.Id).ReasonsOf());
    }
}
