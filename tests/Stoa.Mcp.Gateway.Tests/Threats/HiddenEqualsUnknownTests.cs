using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Server;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;
using RawHttp = Stoa.Mcp.IntegrationTests.Hosting.RawHttp;

namespace Stoa.Mcp.Gateway.Tests.Threats;

/// <summary>What a caller may not see is answered byte for byte as what is not there, and neither reaches the upstream.</summary>
[Trait("Threat", "T19")]
public sealed class HiddenEqualsUnknownTests
{
    public static TheoryData<string, string> Ways
    {
        get
        {
            var ways = new TheoryData<string, string>();
            foreach (var revision in new[] { "2025-06-18", Revisions.Legacy, Revisions.Modern })
            {
                foreach (var method in new[] { "tools/call", "prompts/get", "resources/read", "completion/complete", "resources/subscribe" })
                {
                    ways.Add(revision, method);
                }
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task HiddenThroughAProxy_IsAnsweredAsUnknown(string revision, string method)
    {
        await using var upstream = await StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => Quota(parts));
        await AssertSameAsync(gateway, upstream, revision, method, "acme_x", "acme_y");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task HiddenAtAnEdge_IsAnsweredAsUnknown(string revision, string method)
    {
        await using var upstream = await StartAsync();
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => Quota(parts).ToolSet("one", upstream.Url));
        await AssertSameAsync(gateway, upstream, revision, method, "acme_x", "acme_y");
    }

    /// <summary>A set of another tenant is not there, whatever the caller's own grants say of its names.</summary>
    [Trait("Threat", "T15")]
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task SetOfAnotherTenant_IsAnsweredAsUnknown(string revision, string method)
    {
        await using var upstream = await StartAsync();
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => Quota(parts)
            .Grant("rival", GatewayUnderTest.All).ToolSet("one", upstream.Url, tenant: "acme"));
        await AssertSameAsync(gateway, upstream, revision, method, "acme_x", "acme_y");
        await AssertSameAsync(gateway, upstream, revision, method, "acme_x", "acme_y", ("Mcp-Param-Region", "EMEA"));
    }

    private static GovernedServerBuilder Quota(GovernedServerBuilder parts) => parts
        .Tenant("rival", "{ quotas: [{ name: calls, algorithm: fixedWindow, limit: 1000, window: 1h }] }").Key("ray", "rival")
        .Grant("rival", "{ tools: ['globex_*'], prompts: ['globex_*'], resources: ['globex://*'] }");

    private static Task<StandInUpstream> StartAsync() => StandInUpstream.StartBareAsync(mcp =>
    {
        var tool = StandInUpstream.Tool("acme_x", (string region) => region);
        tool.ProtocolTool.InputSchema = System.Text.Json.JsonElement.Parse(
            """{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}},"required":["region"]}""");
        mcp.WithTools([tool, StandInUpstream.Tool("globex_find")])
            .WithPrompts([McpServerPrompt.Create(() => "hello", new() { Name = "acme_x" })])
            .WithResources([McpServerResource.Create(() => "x", new() { UriTemplate = "x://acme_x", Name = "acme_x" })]);
    });

    private static async Task AssertSameAsync(
        GatewayUnderTest gateway, StandInUpstream upstream, string revision, string method, string hidden, string unknown, params (string, string)[] headers)
    {
        var seen = upstream.Requests.All.Count;
        var before = gateway.Records.Count;

        var first = await SendAsync(gateway, revision, method, hidden, headers);
        var second = await SendAsync(gateway, revision, method, unknown, headers);

        Assert.Equal(Neutral(second, unknown), Neutral(first, hidden));
        var records = (await gateway.WhenRecordedAsync(before + 2)).Skip(before).ToArray();
        Assert.All(records, record => Assert.True(record.IsDenial, record.ToString()));
        Assert.Equal(records[0].Code, records[1].Code);
        Assert.Equal(seen, upstream.Requests.All.Count);
    }

    private static Task<string> SendAsync(GatewayUnderTest gateway, string revision, string method, string name, (string, string)[] more)
    {
        var body = McpRequests.Body(revision, method, Parameters(method, name), "1").ToJsonString();
        List<(string, string)> headers = [("Accept", "application/json, text/event-stream"), ("Authorization", $"Bearer ray{Canary.Key}"), ("MCP-Protocol-Version", revision), .. more];
        if (revision == Revisions.Modern)
        {
            headers.Add(("Mcp-Method", method));
            if (method is "tools/call" or "prompts/get" or "resources/read")
            {
                headers.Add(("Mcp-Name", method == "resources/read" ? "x://" + name : name));
            }
        }

        return RawHttp.SendAsync(gateway.Url, "POST", headers, body);
    }

    private static JsonObject Parameters(string method, string name) => method switch
    {
        "tools/call" => new() { ["name"] = name, ["arguments"] = new JsonObject { ["region"] = "EMEA", ["REGION"] = "EMEA" } },
        "prompts/get" => new() { ["name"] = name },
        "completion/complete" => new()
        {
            ["ref"] = new JsonObject { ["type"] = "ref/prompt", ["name"] = name },
            ["argument"] = new JsonObject { ["name"] = "a", ["value"] = "b" },
        },
        _ => new() { ["uri"] = "x://" + name },
    };

    private static string Neutral(string answer, string name) => answer.Replace(name, "?", StringComparison.Ordinal);
}
