using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.IntegrationTests.Clients;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Policies;

/// <summary>What a policy asks for besides an allow, over HTTP, from the rule to the answer and the record.</summary>
public sealed class ObligationTests
{
    public static TheoryData<Dialect> Dialects => [.. Enum.GetValues<Dialect>()];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Scopes_AreAskedForByAChallenge_UntilTheyAreHeld(Dialect dialect)
    {
        await using var server = await StartAsync(dialect, "obligations.scopes contains \"users:approve\" if input.tool.name == \"echo\"");

        var without = await CallAsync(server, dialect, "clerk");
        var with = await CallAsync(server, dialect, "approver");

        Assert.StartsWith("HTTP/1.1 403", without, StringComparison.Ordinal);
        Assert.Contains("scope=\"users:approve\"", without, StringComparison.Ordinal);
        Assert.Contains("error=\"insufficient_scope\"", without, StringComparison.Ordinal);
        Assert.Contains("hello", with, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Approval_AnswersThatItIsRequired_AndRunsNothing(Dialect dialect)
    {
        var runs = 0;
        await using var server = await StartAsync(dialect, "obligations.approval := \"over the limit\" if input.tool.name == \"pay\"", parts => parts.Tool("pay", () => $"{++runs}"));

        var result = RawMcp.MessageOf(await CallAsync(server, dialect, "clerk", "pay")).GetProperty("result");

        Assert.True(result.GetProperty("isError").GetBoolean());
        Assert.Equal(4032, result.GetProperty("_meta").GetProperty("dev.gostoa.governance/code").GetInt32());
        Assert.Equal(0, runs);
        Assert.DoesNotContain("limit", result.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["over the limit"], LastEntry(server).Decision!.Reasons);
    }

    [Theory]
    [InlineData("obligations.notify := \"ops\"", "obligation \"notify\" is unknown")]
    [InlineData("obligations.audit := \"loud\"", "obligation audit is 'loud'")]
    [InlineData("obligations.quota_class := \"platinum\"", "no quota of tenant 'acme' has that class")]
    public async Task Obligation_ThatNobodyCanMeet_Denies(string rule, string reason)
    {
        await using var server = await StartAsync(Dialect.Modern, rule + " if input.tool.name == \"echo\"");

        var error = RawMcp.MessageOf(await CallAsync(server, Dialect.Modern, "clerk")).GetProperty("error");

        Assert.Equal(5030, error.GetProperty("code").GetInt32());
        Assert.Contains(reason, Assert.Single(LastEntry(server).Decision!.Reasons), StringComparison.Ordinal);
        Assert.DoesNotContain("obligation", error.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task RedactedFields_LeaveInNoForm(Dialect dialect)
    {
        await using var server = await StartAsync(dialect, "obligations.redact.result := {\"email\", \"iban\"}", parts => parts
            .Mcp(mcp => mcp.WithTools(
            [
                McpServerTool.Create(() => new Customer("Ada", "ada@acme.example", new Account("DE89")), new() { Name = "structured", ReadOnly = true, UseStructuredContent = true }),
            ]))
            .Tool("text", () => """{"name":"Ada","Email":"ada@acme.example","list":[{"iban":"DE89"}],"inner":"{\"email\":\"ada@acme.example\"}"}""")
            .Tool("prose", () => """Here it is: {"name":"Ada","email":"ada@acme.example"}""")
            .Tool("plain", () => "Nothing about anybody.")
            .Tool("error", string () => throw new McpException("""{"name":"Ada","email":"ada@acme.example"}"""))
            .Tool("protocol", string () =>
            {
                var error = new McpProtocolException("""{"email":"ada@acme.example"}""", McpErrorCode.InvalidParams);
                error.Data["email"] = "ada@acme.example";
                error.Data["customer"] = JsonElement.Parse("""{"iban":"DE89"}""");
                throw error;
            }));

        foreach (var tool in new[] { "structured", "text", "prose", "error", "protocol" })
        {
            var answer = await CallAsync(server, dialect, "clerk", tool);

            Assert.Contains("[redacted]", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("ada@acme", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("DE89", answer, StringComparison.Ordinal);
        }

        Assert.Contains("Ada", await CallAsync(server, dialect, "clerk", "structured"), StringComparison.Ordinal);
        Assert.Contains("Ada", await CallAsync(server, dialect, "clerk", "text"), StringComparison.Ordinal);
        Assert.Contains("Nothing about anybody.", await CallAsync(server, dialect, "clerk", "plain"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RedactedResource_LeavesWithoutItsFields()
    {
        await using var server = await StartAsync(Dialect.Modern, "obligations.redact.result contains \"email\"", parts => parts
            .Resource("acme://customer", () => """{"name":"Ada","email":"ada@acme.example"}"""));
        var raw = await RawMcp.ConnectAsync(server, Dialect.Modern, "clerk");

        var answer = await raw.SendAsync("resources/read", new JsonObject { ["uri"] = "acme://customer" }, "acme://customer");

        Assert.Contains("Ada", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@acme", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("obligations.audit := \"full\"\nobligations.redact.arguments := {\"text\"}", true, "\"[redacted]\"")]
    [InlineData("obligations.audit := \"full\"", true, "\"hello\"")]
    [InlineData("obligations.audit := \"standard\"", true, null)]
    [InlineData("obligations.audit := \"minimal\"", false, null)]
    [InlineData("obligations.audit := \"full\"\nobligations.redact.arguments := {\"text\"}\ndeny contains \"no\"", true, "\"[redacted]\"")]
    public async Task Record_KeepsWhatThePolicySays(string rules, bool digest, string? kept)
    {
        await using var server = await StartAsync(Dialect.Modern, rules);

        await CallAsync(server, Dialect.Modern, "clerk");

        var entry = LastEntry(server);
        Assert.Equal(digest, entry.ArgumentsDigest is not null);
        Assert.Equal(kept, entry.KeptArguments.GetValueOrDefault("text"));
    }

    [Fact]
    public async Task QuotaClass_CountsTheCallsThatThePolicyPutsInIt()
    {
        await using var server = await StartAsync(Dialect.Modern, "obligations.quota_class := \"bronze\" if input.subject.id == \"clerk\"", parts => parts
            .Setting("Stoa:Quotas:Rules:0:Name", "bronze").Setting("Stoa:Quotas:Rules:0:Class", "bronze")
            .Setting("Stoa:Quotas:Rules:0:Algorithm", "fixed_window").Setting("Stoa:Quotas:Rules:0:Limit", "2"));

        Assert.Contains("hello", await CallAsync(server, Dialect.Modern, "clerk"), StringComparison.Ordinal);
        Assert.Contains("hello", await CallAsync(server, Dialect.Modern, "clerk"), StringComparison.Ordinal);
        Assert.Contains("4290", await CallAsync(server, Dialect.Modern, "clerk"), StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("hello", await CallAsync(server, Dialect.Modern, "approver"), StringComparison.Ordinal);
        }
    }

    private static Task<GovernedServer> StartAsync(Dialect dialect, string rules, Action<GovernedServerBuilder>? configure = null) => GovernedServer.StartAsync(parts =>
    {
        parts.Sessions(RawMcp.HostingFor(dialect))
            .Tenant("acme").Grant("acme", "{ tools: ['*'], resources: ['*'] }")
            .Key("clerk", "acme").Key("approver", "acme", key => key with { Scopes = ["users:approve"] })
            .Tool("echo", (string text) => text)
            .Policy("package stoa.custom\n\n" + rules);
        configure?.Invoke(parts);
    });

    private static async Task<string> CallAsync(GovernedServer server, Dialect dialect, string key, string tool = "echo")
    {
        var raw = await RawMcp.ConnectAsync(server, dialect, key);
        return await raw.SendAsync("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = new JsonObject { ["text"] = "hello" } }, tool);
    }

    private static AuditEntry LastEntry(GovernedServer server) => server.Trail.Entries.All.Last(entry => entry.Call?.Operation == "tools/call");

    private sealed record Customer(string Name, string Email, Account Account);

    private sealed record Account(string Iban);
}
