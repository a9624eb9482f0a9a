using System.Text.Json.Nodes;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;

namespace Stoa.Mcp.IntegrationTests.Invariant;

/// <summary>The same invariant where no HTTP edge stands before the gate.</summary>
public sealed class PipeInvariantTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("alice", "acme", Revisions.Legacy)]
    [InlineData("alice", "acme", Revisions.Modern)]
    [InlineData("bob", "globex", Revisions.Legacy)]
    [InlineData("nil", "nil", Revisions.Legacy)]
    [InlineData("stray", null, Revisions.Legacy)]
    [InlineData(null, null, Revisions.Legacy)]
    [InlineData(null, null, Revisions.Modern)]
    public async Task EveryMethod_OverAPipe_RunsOnlyUnderOneDecisionAndOneRecord(string? subject, string? tenant, string revision)
    {
        await using var pipe = ProbePipe.Start(subject, tenant);
        var handlers = pipe.Handlers;
        var check = new InvariantCheck(handlers, () => pipe.Records, pipe.WhenRecordedAsync);

        // The handshake first, where the revision has one, so that later messages have a negotiated revision.
        string[] methods = revision == Revisions.Legacy ? ["initialize", .. Methods.All.Where(method => method != "initialize")] : Methods.All;
        foreach (var method in methods)
        {
            foreach (var id in new[] { ProbePipe.RequestId, null })
            {
                // These the SDK refuses itself, ahead of every filter: no handler runs, and over a pipe there is no edge to record it.
                if (!IsRefusedBySdk(revision, method, id))
                {
                    var message = McpRequests.Body(revision, method, McpRequests.ParametersOf(method), id);
                    await check.SendAsync($"{method} {id}", () => pipe.SendAsync(message));
                }
            }
        }

        await pipe.StopAsync();
        check.End();
        output.WriteLine($"{check.Answered} messages, {handlers.Count} handler entries");
        Assert.Equal(tenant is "acme", handlers.Names.Contains("tools/call"));
        Assert.True(tenant is "acme" or "globex" or "nil" || handlers.Count == 0);
    }

    /// <summary>
    /// Whatever revision a message claims, the session's decides. Parameters that could not be read are no target that policies can be asked about.
    /// </summary>
    [Theory]
    [InlineData("tools/call", """{ "name": null }""")]
    [InlineData("tools/call", """{ "name": "LONG" }""")]
    [InlineData("tools/call", """{ "name": "globex_echo", "arguments": [] }""")]
    [InlineData("prompts/get", """{ "name": "LONG" }""")]
    [InlineData("resources/read", """{ "uri": "acme://LONG" }""")]
    [InlineData("resources/subscribe", """{ "uri": "acme://LONG" }""")]
    public async Task Parameters_ThatCannotBeRead_AreRefusedWhateverRevisionIsClaimed(string method, string parameters)
    {
        await using var pipe = ProbePipe.Start("alice", "acme");
        await pipe.SendAsync(McpRequests.Body(Revisions.Legacy, "initialize", McpRequests.ParametersOf("initialize"), ProbePipe.RequestId));

        await pipe.SendAsync(Claiming("1.", method, parameters.Replace("LONG", new string('x', 3000), StringComparison.Ordinal)));

        Assert.Empty(pipe.Handlers.Names);
        var record = Assert.Single(pipe.Records, record => record.Call.Operation == method);
        Assert.Equal((true, GovernanceCode.InvalidParams), (record.IsDenial, record.Code));
    }

    private static JsonObject Claiming(string revision, string method, string parameters)
    {
        var message = McpRequests.Body(Revisions.Legacy, method, JsonNode.Parse(parameters)!.AsObject(), ProbePipe.RequestId);
        message["params"]!["_meta"] = new JsonObject { ["io.modelcontextprotocol/protocolVersion"] = revision };
        return message;
    }

    private static bool IsRefusedBySdk(string revision, string method, string? id) => revision == Revisions.Legacy
        ? id is not null && method is "server/discover" or "subscriptions/listen"
        : id is null ? method == "notifications/initialized" : method is "initialize" or "ping" or "logging/setLevel" or "resources/subscribe" or "resources/unsubscribe";
}
