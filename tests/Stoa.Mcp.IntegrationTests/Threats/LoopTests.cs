using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Threats;

/// <summary>Threat T25: an agent that has run wild costs what its budget is, and no more.</summary>
[Trait("Threat", "T25")]
public sealed class LoopTests
{
    private const int Calls = 10_000;
    private const int Budget = 250;

    [Fact]
    public async Task RunawayLoop_PassesExactlyItsBudget()
    {
        var runs = 0;
        await using var server = await GovernedServer.StartAsync(parts => parts
            .Services(services => services.AddSingleton<TimeProvider>(new FrozenTime()))
            .Tenant("acme").Grant("acme", "{ tools: [work] }").Key("looping", "acme").Key("calm", "acme")
            .Setting("Stoa:Quotas:Rules:0:Name", "budget").Setting("Stoa:Quotas:Rules:0:Algorithm", "fixed_window")
            .Setting("Stoa:Quotas:Rules:0:Limit", $"{Budget}").Setting("Stoa:Quotas:Rules:0:PerAgent", "true")
            .Tool("work", () => $"{Interlocked.Increment(ref runs)}"));
        using var http = new HttpClient();
        var passed = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            if (!await CallAsync(http, server, "looping"))
            {
                return;
            }

            Interlocked.Increment(ref passed);
        });

        Assert.Equal((Budget, Budget), (passed, runs));
        Assert.True(await CallAsync(http, server, "calm"));
    }

    private static async Task<bool> CallAsync(HttpClient http, GovernedServer server, string key)
    {
        using var request = McpRequests.Post(server.Url, Revisions.Modern, "tools/call", new JsonObject { ["name"] = "work", ["arguments"] = new JsonObject() }, key);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(text.Contains("4290", StringComparison.Ordinal) || !text.Contains("\"isError\":true", StringComparison.Ordinal), text);
        return !text.Contains("4290", StringComparison.Ordinal);
    }
}
