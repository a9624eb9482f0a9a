using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;
using Stoa.Mcp.Tests.Shared;
using Xunit.Abstractions;

namespace Stoa.Mcp.IntegrationTests.Threats;

/// <summary>Scorecard 11: a tool that is hidden takes as long to refuse as one that does not exist, over real connections.</summary>
[Trait("Threat", "T19")]
public sealed class HiddenTimingTests(ITestOutputHelper output)
{
    [LongFact]
    public async Task HiddenTool_TakesAsLongAsAnUnknownOne()
    {
        await using var server = await GovernedServer.StartAsync(parts => parts
            .Services(services => services.AddLogging(logging => logging.ClearProviders()))
            .Tenant("acme").Grant("acme", "{ tools: ['acme_*'] }").Key("alice", "acme")
            .Mcp(mcp => mcp.WithTools([McpServerTool.Create(() => "x", new() { Name = "secret_a" })])));
        using var http = server.Client("alice");

        await Timing.AssertSameAsync(output, () => CallAsync("secret_a"), () => CallAsync("secret_b"));

        async Task CallAsync(string tool)
        {
            using var request = McpRequests.Post(server.Url, Revisions.Modern, "tools/call", new JsonObject { ["name"] = tool, ["arguments"] = new JsonObject() }, key: null);
            using var response = await http.SendAsync(request);
            Assert.Contains("-32602", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }
}
