using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Messages;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;

namespace Stoa.Mcp.IntegrationTests.Edge;

/// <summary>Threat T23: bodies that two readers could take differently, over real connections.</summary>
[Trait("Threat", "T23")]
public sealed class HostileBodyTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Corpus_OverHttp_IsRefusedRecordedAndNeverAServerError()
    {
        await using var server = await ProbeServer.StartAsync();
        var problems = new List<string>();
        foreach (var entry in MessageCorpus.All("hostile"))
        {
            var before = server.Records.Count;
            var code = (int)Enum.Parse<GovernanceCode>(MessageCorpus.Text(entry, "code")!);

            var reply = await server.SendAsync(McpRequests.Raw(server.Url, MessageCorpus.Body(entry), ProbeKeys.Alice));

            var record = await server.NextRecordAsync(before);
            if ((reply.Status, reply.ErrorCode) != (400, code) || !record.IsDenial || (int)record.Code != code)
            {
                problems.Add($"{entry["name"]}: {reply} {record}");
            }
        }

        output.WriteLine($"{server.Records.Count} bodies");
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Equal((0, 0), (server.Handlers.Count, server.Handlers.PassedGate));
    }

    /// <summary>The bodies that threats.md lists with what each layer of .NET makes of them; none may run.</summary>
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","Name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"NAME":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/call","params":{"name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe"},"params":{"name":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"safe","n\u0061me":"danger"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"acme_echo","arguments":{"a":1,"a":2}}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"tools/call","params":{"name":"acme_echo"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"tools/call","params":{"name":"acme_echo"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"tools/call","params":{"name":"acme_echo"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1e0,"method":"tools/call","params":{"name":"acme_echo"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":9223372036854775808,"method":"tools/call","params":{"name":"acme_echo"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"tools/call","params":{"name":"acme_echo"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"acme_echo"},"result":{}}""")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"acme_echo"}}]""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\ud800"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"acme_echo","arguments":{"a":"\ud800"}}}""")]
    [InlineData("\uFEFF{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"acme_echo\"}}")]
    [InlineData("""{"jsonrpc":"2\u002e0","id":1,"method":"tools/call","params":{"name":"acme_echo"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"acme_echo","arguments":{"n":123456789012345678901234567890123}}}""")]
    public async Task ListedBody_NeverRuns(string body)
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.Sessions(ModelContextProtocol.AspNetCore.HttpServerSessionMode.Stateless));

        var reply = await server.SendAsync(McpRequests.Raw(server.Url, System.Text.Encoding.UTF8.GetBytes(body), ProbeKeys.Alice));

        Assert.True(reply.Status == 400, reply.ToString());
        Assert.True((await server.NextRecordAsync(0)).IsDenial);
        Assert.Equal((0, 0), (server.Handlers.Count, server.Handlers.PassedGate));
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(33, false)]
    [InlineData(65, false)]
    public async Task Depth_IsBounded(int depth, bool runs)
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.Sessions(ModelContextProtocol.AspNetCore.HttpServerSessionMode.Stateless));

        // The message, params and arguments are three deep themselves.
        var nested = new string('[', depth - 3) + new string(']', depth - 3);
        var reply = await server.SendAsync(McpRequests.Raw(
            server.Url, System.Text.Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"acme_echo","arguments":{"a":NESTED}}}""".Replace("NESTED", nested, StringComparison.Ordinal)), ProbeKeys.Alice));

        Assert.Equal(runs ? 200 : 400, reply.Status);
        Assert.Equal(runs ? 1 : 0, server.Handlers.Count);
    }
}
