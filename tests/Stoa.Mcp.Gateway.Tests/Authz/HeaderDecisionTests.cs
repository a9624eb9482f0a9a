using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Gateway.Authz.Deciding;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>Decisions by headers alone, as nginx asks for them.</summary>
public sealed class HeaderDecisionTests
{
    private static readonly (string Key, string? Value)[] Trusting = [("Routes:0:Path", "/mcp"), ("Routes:0:UpstreamValidatesHeaders", "true")];

    [Fact]
    public async Task Headers_StandForTheBody_WhereTheUpstreamValidatesThem()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme(), Trusting);

        var answer = await AskAsync(server);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nX-User-ID: acme\r\n", answer, StringComparison.Ordinal);
        Assert.Equal([AuditEntryKind.Intent, AuditEntryKind.Outcome], server.Trail.Entries.All.Select(entry => entry.Kind));
        Assert.All(server.Trail.Entries.All, entry => Assert.Equal(("authz_headers", "read_sales"), (entry.Call!.Transport.Kind, entry.Call.Target.Name)));
    }

    [Fact]
    public async Task Headers_DoNotStandForTheBody_UnlessThatIsSaid()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme(), ("Routes:0:Path", "/mcp"));

        AssertDenied(await AskAsync(server), 403, "denied");
        Assert.Contains("UpstreamValidatesHeaders", Assert.Single(server.Trail.Entries.All).ReasonsOf(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_ThatIsHidden_IsDenied()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme(), Trusting);

        AssertDenied(await AskAsync(server, ("Mcp-Name", "delete_sales")), 403, "not_visible");
    }

    [Theory]
    [InlineData("MCP-Protocol-Version", "2025-11-25")]
    [InlineData("MCP-Protocol-Version", null)]
    [InlineData("Mcp-Session-Id", "s-1")]
    [InlineData("Mcp-Method", null)]
    [InlineData("Mcp-Method", "tools/unheard")]
    [InlineData("Mcp-Method", "completion/complete")]
    [InlineData("Mcp-Method", "subscriptions/listen")]
    [InlineData("Mcp-Name", null)]
    [InlineData("Mcp-Name", "=?base64?not base64?=")]
    public async Task Headers_ThatDoNotSayWhatRuns_AreDenied(string header, string? value)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme().Grant("acme", "{ operations: [\"*\"] }"), Trusting);

        AssertDenied(await AskAsync(server, (header, value)), 403, "denied");
        Assert.StartsWith("The peer told no body", Assert.Single(server.Trail.Entries.All).ReasonsOf(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mcp-Name", "read_sales,delete_sales", "header_mismatch")]
    [InlineData("Mcp_Name", "read_sales", "header_mismatch")]
    [InlineData("Mcp-Method", "tools/call,tools/list", "denied")]
    [InlineData("MCP-Protocol-Version", "2099-01-01", "unsupported_protocol_version")]
    [InlineData("Content-Type", "text/plain", "invalid_request")]
    public async Task Headers_AreReadAsStrictlyAsBesideABody(string header, string value, string code)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme(), Trusting);

        Assert.Contains($"\r\nX-Stoa-Code: {code}\r\n", await AskAsync(server, (header, value)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_ThatComesTwice_IsDenied()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme(), Trusting);

        var answer = await AskAsync(server, [("Mcp-Name ", "delete_sales")]);

        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
    }

    /// <summary>A rule that reads what is not there says nothing; so where one could, headers do not do.</summary>
    [Theory]
    [InlineData("deny contains \"too much\" if input.tool.arguments.amount > 1000")]
    [InlineData("deny contains \"too much\" if input.context.arguments[_] == 7")]
    [InlineData("deny contains \"too much\" if count(input.tool) > 100")]
    [InlineData("obligations := {\"approval\": \"big\"} if input.tool.arguments.amount > 1000")]
    public async Task Policy_ThatReadsArguments_IsNotAskedWithoutThem(string rule)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme().Policy($"package stoa.custom\n\n{rule}\n"), Trusting);

        AssertDenied(await AskAsync(server), 403, "denied");
        Assert.Contains("reads arguments", Assert.Single(server.Trail.Entries.All).ReasonsOf(), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(server, ("Mcp-Method", "tools/list"), ("Mcp-Name", null)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_ThatReadsNoArguments_Decides()
    {
        await using var server = await AuthzServer.StartAsync(
            parts => parts.Acme().Policy("package stoa.custom\n\ndeny contains \"closed\" if input.tool.name == \"read_secret\"\n"), Trusting);

        Assert.StartsWith("HTTP/1.1 200", await AskAsync(server), StringComparison.Ordinal);
        AssertDenied(await AskAsync(server, ("Mcp-Name", "read_secret")), 403, "denied");
    }

    [Fact]
    public async Task Policy_ThatChangedMeanwhile_DecidedNothing()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme(), Trusting);
        await AskAsync(server);
        var call = server.Trail.Entries.All[0].Call!;
        var blind = server.Services.GetRequiredService<BlindDecisions>();

        Assert.Equal(GovernanceCode.None, blind.Check(call, call.Decision!, blind.PolicyBefore()).Code);
        Assert.Equal(GovernanceCode.PolicyUnavailable, blind.Check(call, call.Decision!, before: new object()).Code);
        Assert.Equal(GovernanceCode.Denied, blind.Check(call, call.Decision!, before: null).Code);
    }

    /// <summary>Of a policy that runs elsewhere, nobody can tell what it reads.</summary>
    [Fact]
    public async Task Engine_OfTheHostsOwn_IsNotAskedWithoutArguments()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme().Services(services => services.AddSingleton<IPolicyEngine>(new YesEngine())), Trusting);

        AssertDenied(await AskAsync(server), 403, "denied");
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(server, ("Mcp-Method", "tools/list"), ("Mcp-Name", null)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quota_ThatIsUsedUp_Is403_AndSays429()
    {
        await using var server = await AuthzServer.StartAsync(
            parts => parts
                .Tenant("acme", "{ quotas: [{ name: few, algorithm: fixedWindow, limit: 1, window: 1h }] }").Grant("acme", "{ tools: [\"read*\"] }")
                .Key("acme", "acme").Tool("read_sales", (string region) => region),
            Trusting);

        Assert.StartsWith("HTTP/1.1 200", await AskAsync(server), StringComparison.Ordinal);
        var second = await AskAsync(server);

        AssertDenied(second, 429, "quota_exceeded");
        Assert.Contains("\r\nRetry-After: ", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Caller_ThatIsUnknown_Is401()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme(), Trusting);

        var answer = await AskAsync(server, ("Authorization", null));

        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nWWW-Authenticate: Bearer ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/modern/../legacy/mcp")]
    [InlineData("/mcp/..;/legacy")]
    [InlineData("/mcp/%2e%2e/legacy")]
    public async Task Path_ThatTheUpstreamMayReadOtherwise_IsDenied(string target)
    {
        await using var server = await AuthzServer.StartAsync(
            parts => parts.Acme(), [.. Trusting, ("Routes:1:Path", "/modern"), ("Routes:1:UpstreamValidatesHeaders", "true"), ("Routes:2:Path", "/legacy")]);

        AssertDenied(await AskAsync(server, ("X-Original-URI", target)), 400, "invalid_request");
    }

    [Theory]
    [InlineData("X-Original-Method")]
    [InlineData("X-Original-URI")]
    public async Task Request_ThatIsNotTold_IsDenied(string header)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme(), Trusting);

        AssertDenied(await AskAsync(server, (header, null)), 400, "invalid_request");
    }

    private static void AssertDenied(string answer, int status, string code)
    {
        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nX-Stoa-Status: {status}\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nX-Stoa-Code: {code}\r\n", answer, StringComparison.Ordinal);
    }

    private static Task<string> AskAsync(GovernedServer server, params (string Name, string? Value)[] changes)
    {
        var headers = new Dictionary<string, string>
        {
            ["X-Original-Method"] = "POST",
            ["X-Original-URI"] = "/mcp",
            ["Authorization"] = "Bearer acme",
            ["Accept"] = "application/json, text/event-stream",
            ["Content-Type"] = "application/json",
            ["MCP-Protocol-Version"] = "2026-07-28",
            ["Mcp-Method"] = "tools/call",
            ["Mcp-Name"] = "read_sales",
        };
        List<(string, string)> extra = [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                headers.Remove(name);
            }
            else if (name.EndsWith(' '))
            {
                extra.Add((name.Trim(), value));
            }
            else
            {
                headers[name] = value;
            }
        }

        return RawLine.SendAsync(server.Url, "GET", "/auth-request", [.. headers.Select(pair => (pair.Key, pair.Value)), .. extra]);
    }

    private sealed class YesEngine : IPolicyEngine
    {
        public ValueTask<PolicyDecision> DecideAsync(PolicyInput input, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new PolicyDecision { Visible = true, Allowed = true, Revision = "own" });

        public ValueTask<IReadOnlyList<bool>> FilterVisibleAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<bool>>([.. inputs.Select(_ => true)]);
    }
}
