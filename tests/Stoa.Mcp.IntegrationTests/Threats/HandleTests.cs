using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Threats;

/// <summary>Threats T4, T5 and T18: what a client holds for the server works for the caller it was given to, and for nobody else.</summary>
public sealed class HandleTests
{
    [Trait("Threat", "T4")]
    [Theory]
    [InlineData(ProbeKeys.Bob)]
    [InlineData(ProbeKeys.Ann)]
    public async Task SessionIdOfAnother_IsAnsweredAsARandomOne(string thief)
    {
        await using var server = await ProbeServer.StartAsync();
        var stolen = await server.OpenSessionAsync(ProbeKeys.Alice);
        var random = new string(stolen.Reverse().ToArray());
        var passed = server.Handlers.PassedGate;

        foreach (var method in new[] { "tools/list", "ping", "notifications/initialized", "initialize" })
        {
            var id = method.StartsWith("not", StringComparison.Ordinal) ? null : "1";
            var withStolen = await server.PostAsync(method, key: thief, revision: Revisions.Legacy, id: id, session: stolen);
            var withRandom = await server.PostAsync(method, key: thief, revision: Revisions.Legacy, id: id, session: random);
            Assert.Equal(withRandom.ToString(), withStolen.ToString());
            Assert.Equal(404, withStolen.Status);
        }

        Assert.Equal(passed, server.Handlers.PassedGate);
        Assert.Equal(200, (await server.PostAsync("tools/list", revision: Revisions.Legacy, session: stolen)).Status);
    }

    [Trait("Threat", "T4")]
    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task StreamAndEndOfAnothersSession_AreAnsweredAsForARandomOne(string verb)
    {
        await using var server = await ProbeServer.StartAsync();
        var stolen = await server.OpenSessionAsync(ProbeKeys.Alice);

        var withStolen = await server.SendAsync(Request(stolen));
        var withRandom = await server.SendAsync(Request("random"));

        Assert.Equal(withRandom.ToString(), withStolen.ToString());
        Assert.Equal(200, (await server.PostAsync("tools/list", revision: Revisions.Legacy, session: stolen)).Status);

        HttpRequestMessage Request(string session)
        {
            var request = new HttpRequestMessage(new HttpMethod(verb), server.Url);
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + ProbeKeys.Bob);
            request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
            request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session);
            return request;
        }
    }

    [Trait("Threat", "T4")]
    [Trait("Threat", "T18")]
    [Fact]
    public async Task TaskHandle_WorksForItsOwnerAlone()
    {
        await using var server = await ProbeServer.StartAsync(parts => parts.Grant("globex", "{ operations: ['tasks/*'], access: [unclassified] }"));
        var created = await server.CallAsync("acme_task");
        var handle = (string)created.Result["taskId"]!;
        Assert.Equal(3_600_000, (long)created.Result["ttlMs"]!);
        Assert.DoesNotContain(handle, server.Tasks.Ids);
        Assert.Equal(CallOutcome.TaskCreated, (await server.NextRecordAsync(0)).Last.Outcome);

        foreach (var method in new[] { "tasks/get", "tasks/update", "tasks/cancel" })
        {
            var ran = server.Handlers.Count;
            foreach (var (thief, presented) in new[] { (ProbeKeys.Bob, handle), (ProbeKeys.Ann, handle), (ProbeKeys.Alice, "task-1"), (ProbeKeys.Alice, handle + "A"), (ProbeKeys.Alice, handle[..^1]) })
            {
                var stolen = await server.PostAsync(method, new() { ["taskId"] = presented }, thief);
                var random = await server.PostAsync(method, new() { ["taskId"] = "task-9.AAAAAAAAAAAAAAAAAAAAAA" }, thief);
                Assert.Equal(-32602, stolen.ErrorCode);
                Assert.Equal(random.Without("task-9.AAAAAAAAAAAAAAAAAAAAAA"), stolen.Without(presented));
            }

            Assert.Equal(ran, server.Handlers.Count);
            Assert.Equal("working", server.Tasks.StateOf("task-1"));
        }

        var own = await server.PostAsync("tasks/get", new() { ["taskId"] = handle });
        Assert.Equal(handle, (string)own.Result["taskId"]!);
        Assert.Equal("tasks/cancel", (string)(await server.PostAsync("tasks/cancel", new() { ["taskId"] = handle })).Result["status"]!);
    }

    [Trait("Threat", "T18")]
    [Fact]
    public async Task ResultOfATask_NamesItByItsHandle()
    {
        await using var server = await ProbeServer.StartAsync();
        var handle = (string)(await server.CallAsync("acme_task")).Result["taskId"]!;

        var reply = await server.PostAsync(
            "tasks/result", new() { ["taskId"] = handle }, revision: Revisions.Legacy, session: await server.OpenSessionAsync(ProbeKeys.Alice));

        Assert.Equal(handle, (string)reply.Result["_meta"]!["io.modelcontextprotocol/related-task"]!["taskId"]!);
    }

    [Trait("Threat", "T18")]
    [Trait("Threat", "T20")]
    [Fact]
    public async Task TaskSubscription_TellsOfItsOwnersTasksAlone()
    {
        await using var server = await ProbeServer.StartAsync();
        var theirs = (string)(await server.CallAsync("acme_task")).Result["taskId"]!;
        var own = (string)(await server.CallAsync("globex_task", key: ProbeKeys.Bob)).Result["taskId"]!;
        var wanted = new JsonObject { ["notifications"] = new JsonObject { ["taskIds"] = new JsonArray(theirs, own, "task-1", "task-2", own + "A") } };

        var reply = await server.PostAsync("subscriptions/listen", wanted, ProbeKeys.Bob);

        var agreed = reply.Messages.Single(message => (string?)message["method"] == "notifications/subscriptions/acknowledged");
        Assert.Equal([own], agreed["params"]!["notifications"]!["taskIds"]!.AsArray().Select(id => (string)id!));
        Assert.Equal(
            [("notifications/tasks", own), ("notifications/tasks/status", own)],
            reply.Messages.Where(message => message["params"]?["taskId"] is not null).Select(message => ((string)message["method"]!, (string)message["params"]!["taskId"]!)));
        Assert.DoesNotContain("task-1", reply.Text, StringComparison.Ordinal);
    }

    [Trait("Threat", "T20")]
    [Theory]
    [InlineData("""{ "taskIds": "task-1" }""")]
    [InlineData("""{ "taskIds": [1] }""")]
    [InlineData("""{ "taskIds": [""] }""")]
    [InlineData("""{ "TaskIds": ["task-1"] }""")]
    public async Task TaskSubscription_ThatIsMalformed_IsRefused(string notifications)
    {
        await using var server = await ProbeServer.StartAsync();

        var reply = await server.PostAsync("subscriptions/listen", new() { ["notifications"] = JsonNode.Parse(notifications) });

        Assert.Equal(400, reply.Status);
        Assert.Equal(0, server.Handlers.PassedGate);
    }

    [Trait("Threat", "T18")]
    [Fact]
    public async Task DeniedCall_CreatesNoTask()
    {
        await using var server = await ProbeServer.StartAsync();

        Assert.Equal(-32602, (await server.CallAsync("acme_task", key: ProbeKeys.Bob)).ErrorCode);
        Assert.Equal(-32602, (await server.CallAsync("globex_task", key: ProbeKeys.Nil)).ErrorCode);

        Assert.Equal(0, server.Tasks.Made);
    }

    [Trait("Threat", "T18")]
    [Fact]
    public async Task TaskList_NamesNobodysTasks()
    {
        await using var server = await ProbeServer.StartAsync();
        await server.CallAsync("acme_task");

        var reply = await server.PostAsync("tasks/list", key: ProbeKeys.Ann, revision: Revisions.Legacy, session: await server.OpenSessionAsync(ProbeKeys.Ann));

        Assert.DoesNotContain("task-1", reply.Text, StringComparison.Ordinal);
    }

    [Trait("Threat", "T5")]
    [Fact]
    public async Task RequestState_OpensOnceForTheSameCallOfTheSameCaller()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await ProbeServer.StartAsync(parts => parts
            .Tenant("metered", "{ quotas: [ { name: calls, algorithm: fixedWindow, limit: 100, window: 1h } ] }")
            .Grant("metered", "{ tools: ['*'], access: [unclassified] }").Key("meg", "metered").Key("mo", "metered")
            .Services(services => services.AddSingleton<TimeProvider>(time)));
        var arguments = new JsonObject { ["to"] = "x" };
        var first = await AskAsync("acme_ask", arguments, "meg", null);
        Assert.Equal("99", first.Headers["X-RateLimit-Remaining"]);
        var state = StateOf(first);
        Assert.DoesNotContain("inner-state", first.Text, StringComparison.Ordinal);

        // Every bit of a sample of its characters, and every other way to misuse it; none of them spends it.
        foreach (var at in Enumerable.Range(0, state.Length).Where(at => at % 7 == 0 || at > state.Length - 4))
        {
            for (var bit = 0; bit < 7; bit++)
            {
                var flipped = state.ToCharArray();
                flipped[at] = (char)(flipped[at] ^ (1 << bit));
                await RefusesAsync("acme_ask", arguments, "meg", new string(flipped));
            }
        }

        await RefusesAsync("acme_ask", arguments, "mo", state);
        await RefusesAsync("acme_ask", arguments, ProbeKeys.Alice, state);
        await RefusesAsync("globex_ask", arguments, "meg", state);
        await RefusesAsync("acme_ask", new JsonObject { ["to"] = "y" }, "meg", state);
        await RefusesAsync("acme_ask", [], "meg", state);
        await RefusesAsync("acme_ask", arguments, "meg", "inner-state");
        await RefusesAsync("acme_ask", arguments, "meg", "");

        var retried = await AskAsync("acme_ask", arguments, "meg", state);
        Assert.Contains("state inner-state", retried.Text, StringComparison.Ordinal);
        Assert.Equal("99", retried.Headers["X-RateLimit-Remaining"]);
        await RefusesAsync("acme_ask", arguments, "meg", state);

        var late = StateOf(await AskAsync("acme_ask", arguments, "meg", null));
        time.Advance(TimeSpan.FromMinutes(11));
        await RefusesAsync("acme_ask", arguments, "meg", late);

        var allowed = server.Records.Where(record => !record.IsDenial).ToArray();
        Assert.Equal([0, 1, 0], allowed.Select(record => record.Call.RetryRound));
        Assert.Equal([1, 0, 1], allowed.Select(record => record.Last.QuotaCharged!.Value));
        Assert.Equal(server.Records.Count, server.Records.Select(record => record.DecisionId).Distinct().Count());

        Task<Reply> AskAsync(string tool, JsonObject with, string key, string? held)
        {
            var parameters = new JsonObject { ["name"] = tool, ["arguments"] = with.DeepClone() };
            if (held is not null)
            {
                parameters["requestState"] = held;
                parameters["inputResponses"] = new JsonObject { ["q"] = new JsonObject { ["action"] = "accept" } };
            }

            return server.PostAsync("tools/call", parameters, key);
        }

        async Task RefusesAsync(string tool, JsonObject with, string key, string held)
        {
            var (before, ran) = (server.Records.Count, server.Handlers.Count);
            var reply = await AskAsync(tool, with, key, held);
            Assert.True(reply.ErrorCode == -32602, $"{held}: {reply}");
            var record = await server.NextRecordAsync(before);
            Assert.True(record.IsDenial && record.Code == GovernanceCode.InvalidParams, record.ToString());
            Assert.Equal(ran, server.Handlers.Count);
        }

        static string StateOf(Reply reply) => (string)reply.Result["requestState"]!;
    }
}
