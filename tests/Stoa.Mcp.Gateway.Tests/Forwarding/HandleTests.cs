using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;

namespace Stoa.Mcp.Gateway.Tests.Forwarding;

/// <summary>What a client holds for a server behind the gateway works for the caller it was given to, and for nobody else.</summary>
public sealed class HandleTests(ITestOutputHelper output)
{
    private const string Task = """{"name":"task","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}""";

    [Trait("Threat", "T4")]
    [Theory]
    [InlineData(ProbeKeys.Bob)]
    [InlineData(ProbeKeys.Ann)]
    public async Task SessionOfAnother_IsAnsweredAsARandomOne(string thief)
    {
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        var stolen = await gateway.OpenSessionAsync();
        string[] presented = [stolen, stolen[..^1], stolen + "A", new([.. stolen.Reverse()]), "random"];
        var seen = upstream.Requests.All.Count;

        foreach (var method in new[] { "tools/list", "tools/call", "ping", "notifications/initialized", "initialize" })
        {
            var id = method.StartsWith("not", StringComparison.Ordinal) ? null : "1";
            var replies = new List<string>();
            foreach (var session in presented)
            {
                var reply = await gateway.PostAsync(method, McpRequests.ParametersOf(method), thief, Revisions.Legacy, id, session);

                // A tool that is hidden is denied before sessions are looked at.
                Assert.Equal(method == "tools/call" && thief == ProbeKeys.Bob ? 200 : 404, reply.Status);
                replies.Add(Comparable(reply));
            }

            Assert.Single(replies.Distinct());
        }

        foreach (var verb in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            var replies = new List<string>();
            foreach (var session in presented)
            {
                var reply = await gateway.SendAsync(gateway.SessionRequest(verb, session, thief));
                Assert.Equal(404, reply.Status);
                replies.Add(Comparable(reply));
            }

            Assert.Single(replies.Distinct());
        }

        Assert.Equal(seen, upstream.Requests.All.Count);
        Assert.Equal(200, (await gateway.PostAsync("tools/list", revision: Revisions.Legacy, session: stolen)).Status);
    }

    [Trait("Threat", "T4")]
    [Fact]
    public async Task SessionId_OfTheUpstream_IsNobodysHandle()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Session = "inner-session");
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        await gateway.OpenSessionAsync();

        var reply = await gateway.PostAsync("tools/call", new() { ["name"] = "read" }, revision: Revisions.Legacy, session: "inner-session");

        Assert.Equal(404, reply.Status);
        Assert.Empty(upstream.Calls);
    }

    [Trait("Threat", "T4")]
    [Fact]
    public async Task SessionOfAModernRequest_IsNothing()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call =>
        {
            call.Context.Response.Headers["Mcp-Session-Id"] = "minted";
            return call.JsonAsync(call.Result());
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        foreach (var session in new string?[] { null, "random" })
        {
            var reply = await gateway.PostAsync("tools/call", new() { ["name"] = "read" }, session: session);
            Assert.Equal((200, null), (reply.Status, reply.Session));
        }

        Assert.All(upstream.Calls, call => Assert.Null(call.Header("Mcp-Session-Id")));
    }

    [Trait("Threat", "T4")]
    [Fact]
    public async Task EndedSession_IsGone_AtTheUpstreamToo()
    {
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        var session = await gateway.OpenSessionAsync();

        var ended = await gateway.SendAsync(gateway.SessionRequest(HttpMethod.Delete, session));
        var after = await gateway.PostAsync("tools/list", revision: Revisions.Legacy, session: session);

        Assert.Equal((200, 404), (ended.Status, after.Status));
        Assert.Equal("DELETE", upstream.Requests.All.Single(request => request.Method == "DELETE").Method);
    }

    [Trait("Threat", "T5")]
    [Fact]
    public async Task RequestState_OpensOnceForTheSameCallOfTheSameCaller()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var upstream = await StandInUpstream.StartAsync(mcp => mcp.WithTools([StandInUpstream.Tool("ask_too", (string to) => to)]));
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts
            .Tenant("metered", "{ quotas: [ { name: calls, algorithm: fixedWindow, limit: 100, window: 1h } ] }")
            .Grant("metered", "{ tools: ['*'] }").Key("meg", "metered").Key("mo", "metered")
            .Services(services => services.AddSingleton<TimeProvider>(time)));
        var arguments = new JsonObject { ["to"] = "x" };
        var first = await AskAsync("ask", arguments, "meg", null);
        Assert.Equal("99", first.Headers["X-RateLimit-Remaining"]);
        var state = (string)first.Result["requestState"]!;
        Assert.DoesNotContain("inner-state", first.Text, StringComparison.Ordinal);
        var (refused, ran) = (0, upstream.Calls.Count);

        for (var at = 0; at < state.Length; at++)
        {
            for (var bit = 0; bit < 7; bit++)
            {
                // Bits that base64 leaves unused are the sealer's to refuse too.
                var flipped = state.ToCharArray();
                flipped[at] = (char)(flipped[at] ^ (1 << bit));
                await RefusesAsync("ask", arguments, "meg", new string(flipped));
            }
        }

        await RefusesAsync("ask", arguments, "mo", state);
        await RefusesAsync("ask", arguments, ProbeKeys.Alice, state);
        await RefusesAsync("ask_too", arguments, "meg", state);
        await RefusesAsync("ask", new JsonObject { ["to"] = "y" }, "meg", state);
        await RefusesAsync("ask", [], "meg", state);
        await RefusesAsync("ask", arguments, "meg", "inner-state");
        await RefusesAsync("ask", arguments, "meg", "");
        await RefusesAsync("ask", arguments, "meg", state + "A");
        await RefusesAsync("ask", arguments, "meg", state[..^1]);
        Assert.Equal(ran, upstream.Calls.Count);

        var retried = await AskAsync("ask", arguments, "meg", state);
        Assert.Contains("state inner-state for x", retried.Text, StringComparison.Ordinal);
        Assert.Equal("99", retried.Headers["X-RateLimit-Remaining"]);
        Assert.Equal("inner-state", (string)upstream.Calls[^1].Message!["params"]!["requestState"]!);
        await RefusesAsync("ask", arguments, "meg", state);

        var late = (string)(await AskAsync("ask", arguments, "meg", null)).Result["requestState"]!;
        time.Advance(TimeSpan.FromMinutes(11));
        await RefusesAsync("ask", arguments, "meg", late);

        var allowed = gateway.Records.Where(record => !record.IsDenial).ToArray();
        Assert.Equal([0, 1, 0], allowed.Select(record => record.Call.RetryRound));
        Assert.Equal([1, 0, 1], allowed.Select(record => record.Last.QuotaCharged!.Value));
        Assert.Equal([CallOutcome.InputRequired, CallOutcome.Success, CallOutcome.InputRequired], allowed.Select(record => record.Last.Outcome!.Value));
        output.WriteLine($"{refused} altered states refused");

        Task<Reply> AskAsync(string tool, JsonObject with, string key, string? held) => gateway.PostAsync("tools/call", Asked(tool, with, held), key);

        async Task RefusesAsync(string tool, JsonObject with, string key, string held)
        {
            refused++;
            var before = gateway.Records.Count;
            var reply = await AskAsync(tool, with, key, held);
            Assert.True(reply.ErrorCode is -32602 or -32600, $"{held}: {reply}");
            Assert.True((await gateway.NextRecordAsync(before)).IsDenial);
        }
    }

    /// <summary>Scorecard 14, short: handles that are altered, cut, mixed or another's open nothing.</summary>
    [Trait("Threat", "T5")]
    [Trait("Threat", "T18")]
    [Fact]
    public async Task AlteredHandles_OpenNothing()
    {
        var count = Environment.GetEnvironmentVariable("STOA_LONG") == "1" ? 10_000 : 1_000;
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        await using var upstream = await ScriptedUpstream.StartAsync(one =>
        {
            one.Session = "inner-session";
            one.Tools.Add(Task);
            one.Script = call => call.JsonAsync(call.Result((string?)call.Request.Message!["params"]!["name"] == "task"
                ? """{"resultType":"task","taskId":"t-1","status":"working","ttlMs":1000}"""
                : """{"resultType":"input_required","requestState":"inner-state","inputRequests":{}}"""));
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        var session = await gateway.OpenSessionAsync();
        var task = (string)(await gateway.CallAsync("task")).Result["taskId"]!;
        var state = (string)(await gateway.CallAsync("read")).Result["requestState"]!;
        var seen = upstream.Requests.All.Count;
        var random = new Random(seed);
        string[] pool = [task, "t-1", "inner-state", "inner-session"];

        var accepted = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var (kind, own) = (i % 3) switch { 0 => ("session", session), 1 => ("task", task), _ => ("state", state) };
            var altered = Alter(random, own, pool);
            if (altered == own || altered.Length == 0)
            {
                continue;
            }

            var reply = kind switch
            {
                "session" => await gateway.PostAsync("tools/call", new() { ["name"] = "read" }, revision: Revisions.Legacy, session: altered),
                "task" => await gateway.PostAsync("tasks/get", new() { ["taskId"] = altered }),
                _ => await gateway.PostAsync("tools/call", Asked("read", [], altered)),
            };
            if (reply.Messages is not [var message] || !message.ContainsKey("error") || upstream.Requests.All.Count != seen)
            {
                accepted.Add($"{kind} {altered}: {reply}");
                seen = upstream.Requests.All.Count;
            }
        }

        Assert.True(accepted.Count == 0, string.Join('\n', accepted));
    }

    [Trait("Threat", "T18")]
    [Fact]
    public async Task TaskHandle_WorksForItsOwnerAlone()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one =>
        {
            one.Tools.Add(Task);
            one.Script = call => call.JsonAsync(call.Result("""{"resultType":"task","taskId":"t-1","status":"working","ttlMs":1000}"""));
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts.Grant("globex", "{ operations: ['tasks/*'], access: [unclassified] }"));
        var created = await gateway.CallAsync("task");
        var handle = (string)created.Result["taskId"]!;
        Assert.DoesNotContain("t-1", created.Text.Replace(handle, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(CallOutcome.TaskCreated, (await gateway.NextRecordAsync(0)).Last.Outcome);
        var seen = upstream.Requests.All.Count;

        foreach (var method in new[] { "tasks/get", "tasks/update", "tasks/cancel" })
        {
            foreach (var (thief, presented) in new[] { (ProbeKeys.Bob, handle), (ProbeKeys.Ann, handle), (ProbeKeys.Alice, "t-1"), (ProbeKeys.Alice, handle + "A"), (ProbeKeys.Alice, handle[..^1]) })
            {
                var stolen = await gateway.PostAsync(method, new() { ["taskId"] = presented }, thief);
                var random = await gateway.PostAsync(method, new() { ["taskId"] = "t-9.AAAAAAAAAAAAAAAAAAAAAA" }, thief);
                Assert.Equal(-32602, stolen.ErrorCode);
                Assert.Equal(random.Without("t-9.AAAAAAAAAAAAAAAAAAAAAA"), stolen.Without(presented));
            }
        }

        Assert.Equal(seen, upstream.Requests.All.Count);
        var own = await gateway.PostAsync("tasks/get", new() { ["taskId"] = handle });
        Assert.Equal(handle, (string)own.Result["taskId"]!);
        Assert.Equal("t-1", (string)upstream.Requests.All[^1].Message!["params"]!["taskId"]!);
    }

    private static JsonObject Asked(string tool, JsonObject arguments, string? held)
    {
        var parameters = new JsonObject { ["name"] = tool, ["arguments"] = arguments.DeepClone() };
        if (held is not null)
        {
            parameters["requestState"] = held;
            parameters["inputResponses"] = new JsonObject { ["q"] = new JsonObject { ["action"] = "accept" } };
        }

        return parameters;
    }

    private static string Alter(Random random, string handle, string[] pool)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
        var text = handle.ToCharArray();
        var other = pool[random.Next(pool.Length)];
        var at = random.Next(text.Length);
        switch (random.Next(6))
        {
            case 0:
                text[at] = Alphabet[random.Next(Alphabet.Length)];
                return new string(text);
            case 1:
                (text[at], text[^(at + 1)]) = (text[^(at + 1)], text[at]);
                return new string(text);
            case 2:
                return handle[..at];
            case 3:
                return handle.Insert(at, $"{Alphabet[random.Next(Alphabet.Length)]}");
            case 4:
                return other == handle ? handle + handle : other;
            default:
                return handle[..at] + other[Math.Min(at, other.Length)..];
        }
    }

    private static string Comparable(Reply reply) =>
        $"{reply} {string.Join(' ', reply.Headers.Where(header => header.Key != "Date").OrderBy(header => header.Key).Select(header => $"{header.Key}: {header.Value}"))}";
}
