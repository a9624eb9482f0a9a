using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Messages;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;

namespace Stoa.Mcp.IntegrationTests.Edge;

/// <summary>Threats T21 and T22: the reader's corpus of headers that disagree with bodies, byte for byte over sockets.</summary>
[Trait("Threat", "T21")]
public sealed class HeaderCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Corpus_OverSockets_IsAnsweredAsEachEntrySays()
    {
        var problems = new List<string>();
        var count = 0;
        // A line feed in a value would end the line: what it makes of the wire's bytes is another message.
        foreach (var group in MessageCorpus.All("headers").Where(IsSendable).GroupBy(entry => (Floor: MessageCorpus.Text(entry, "floor"), Schema: entry["schema"]?.ToJsonString())))
        {
            await using var server = await ProbeServer.StartAsync(parts => parts
                .Sessions(HttpServerSessionMode.Stateless)
                .Setting("Stoa:Http:ProtocolFloor", group.Key.Floor ?? McpVersions.June2025)
                .Mcp(mcp => AddTool(mcp, group)));
            foreach (var entry in group)
            {
                count++;
                if (await FindProblemAsync(server, entry) is { } problem)
                {
                    problems.Add($"{entry["name"]}: {problem}");
                }
            }
        }

        output.WriteLine($"{count} entries");
        Assert.True(count > 100);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    /// <summary>What Kestrel lets through or refuses itself, beyond what a header dictionary can hold.</summary>
    [Theory]
    [InlineData("Mcp-Name: acme_echo\r\nMcp-Name: acme_secret", -32020)]
    [InlineData("Mcp-Name: acme_echo\r\nmcp-name: acme_echo", -32020)]
    [InlineData("Mcp-Name: acme_echo,acme_secret", -32020)]
    [InlineData("Mcp-Name: acme_\u00e9cho", -32020)]
    [InlineData("Mcp-Name: =?base64?YWNtZV9lY2hv?=", null)]
    [InlineData("Mcp-Name: =?base64?YWNtZV9zZWNyZXQ=?=", -32020)]
    [InlineData("Mcp-Name: =?base64?YWNtZV9zZWNyZXQ?=", -32020)]
    [InlineData("Mcp-Name: =?BASE64?YWNtZV9lY2hv?=", -32020)]
    [InlineData("Mcp-Name: =?base64?YWNtZV9lY2hv ?=", -32020)]
    [InlineData("Mcp-Name: =?base64?YWNtZV9lY2hv", -32020)]
    [InlineData("Mcp-Name: acme%5Fecho", -32020)]
    [InlineData("Mcp-Name: Acme_echo", -32020)]
    [InlineData("Mcp-Name:  \t acme_echo \t ", null)]
    [InlineData("Mcp-Name: acme_echo\r\nMcp_Name: acme_secret", -32020)]
    [InlineData("Mcp-Name: acme_echo\r\nMcp_Method: tools/call", -32020)]
    [InlineData("Mcp-Name: acme_echo\r\nMcp-Param-Region: x", null)]
    [InlineData("", -32020)]
    [InlineData("Mcp-Name:", -32020)]
    [InlineData("Mcp-Name: acme_echo\r\nMcp-Method: tools/call", -32020)]
    [InlineData("Mcp-Name: acme_echo\r\nMCP-Protocol-Version: 2026-07-28", -32020)]
    [InlineData("Mcp-Name: acme_echo\nX-Bare: line feed", 0)]
    [InlineData("Mcp-Name: acme_echo\r", 0)]
    [InlineData("Mcp-Name: acme\0_echo", 0)]
    [InlineData("Mcp-Name : acme_echo", 0)]
    [InlineData("Mcp-Name: acme\r\n _echo", 0)]
    public async Task ModernCall_WithTheseHeaderLines_IsAnswered(string lines, int? code)
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.Sessions(HttpServerSessionMode.Stateless));
        var body = JsonSerializer.SerializeToUtf8Bytes(McpRequests.Body(Revisions.Modern, "tools/call", McpRequests.ParametersOf("tools/call"), "1"));
        string[] headers = [.. RawHttp.Common(ProbeKeys.Alice), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call"];

        var reply = await RawHttp.SendAsync(server.Url, RawHttp.Post(server.Url, lines.Length == 0 ? headers : [.. headers, lines], body));

        Assert.True(reply.Status == (code is null ? 200 : 400), reply.ToString());
        Assert.Equal(code is null ? 1 : 0, server.Handlers.Count);
        if (code == 0)
        {
            Assert.Empty(server.Records);
            return;
        }

        Assert.Equal(code, reply.ErrorCode);
        Assert.Equal(code is not null, (await server.NextRecordAsync(0)).IsDenial);
    }

    [Trait("Threat", "T22")]
    [Fact]
    public async Task LegacyCall_WhoseNameHeaderDisagrees_IsRefused()
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.Sessions(HttpServerSessionMode.Stateless));

        var reply = await server.PostAsync("tools/call", revision: "2025-06-18", headers: ("Mcp-Name", "acme_secret"));

        Assert.Equal((400, -32600), (reply.Status, reply.ErrorCode));
        Assert.Equal(0, server.Handlers.PassedGate);
    }

    private static async Task<string?> FindProblemAsync(ProbeServer server, JsonObject entry)
    {
        var (before, passed) = (server.Records.Count, server.Handlers.PassedGate);
        var lines = entry["headers"]!.AsArray().Select(pair => $"{pair![0]}: {pair[1]}");
        var expected = MessageCorpus.Text(entry, "code") is { } name ? (int)Enum.Parse<GovernanceCode>(name) : (int?)null;

        var reply = await RawHttp.SendAsync(server.Url, RawHttp.Post(server.Url, [.. RawHttp.Common(ProbeKeys.Alice), .. lines], MessageCorpus.Body(entry)));

        if (reply.Status == 400 && reply.Text.Length == 0 && server.Records.Count == before)
        {
            return expected is null ? "Kestrel refuses it" : null;
        }

        var record = await server.NextRecordAsync(before);
        var isRefused = record.IsDenial && record.Last.Decision!.Step == "edge";
        return expected switch
        {
            null => isRefused || reply.Status >= 500 ? $"is refused: {reply} {record}" : null,
            _ when reply.Status != 400 || reply.ErrorCode != expected => $"{expected} was expected: {reply}",
            _ when !isRefused || (int)record.Code != expected => $"the record says {record}",
            _ => server.Handlers.PassedGate == passed ? null : "it passed the gate",
        };
    }

    private static bool IsSendable(JsonObject entry) =>
        !entry["headers"]!.AsArray().Any(pair => pair![1]!.GetValue<string>().Contains('\n', StringComparison.Ordinal));

    private static void AddTool(IMcpServerBuilder mcp, IEnumerable<JsonObject> entries)
    {
        foreach (var entry in entries.Where(entry => entry["schema"] is not null).DistinctBy(NameOf))
        {
            var tool = McpServerTool.Create(() => "placed", new McpServerToolCreateOptions { Name = NameOf(entry), ReadOnly = true });
            tool.ProtocolTool.InputSchema = JsonElement.Parse(entry["schema"]!.ToJsonString());
            mcp.WithTools([tool]);
        }
    }

    private static string NameOf(JsonObject entry) => JsonNode.Parse(MessageCorpus.Body(entry))!["params"]?["name"]?.GetValue<string>() ?? "unnamed";
}
