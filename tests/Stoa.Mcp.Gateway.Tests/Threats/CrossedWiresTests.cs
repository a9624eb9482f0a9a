using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;

namespace Stoa.Mcp.Gateway.Tests.Threats;

/// <summary>Threat T17, scorecard 12 and 23: many at once, all under one id, and each gets its own answer or a refusal.</summary>
[Trait("Threat", "T17")]
public sealed class CrossedWiresTests(ITestOutputHelper output)
{
    private const int Tenants = 64;

    private static bool IsLong => Environment.GetEnvironmentVariable("STOA_LONG") == "1";

    [Fact]
    public async Task ManyTenants_ThroughAProxy_EachGetTheirOwnAnswer()
    {
        await using var upstream = await StartEchoAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => Declare(parts));
        await RunAsync(gateway, IsLong ? 100_000 : 6_000, _ => "read");
    }

    [Fact]
    public async Task ManyTenants_AtAnEdge_EachGetTheirOwnAnswer()
    {
        await using var one = await StartEchoAsync();
        await using var two = await StartEchoAsync();
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => Declare(parts).ToolSet("one", one.Url, prefix: "a_").ToolSet("two", two.Url, prefix: "b_"), servers: 2);
        await RunAsync(gateway, IsLong ? 20_000 : 2_000, i => i % 2 == 0 ? "a_read" : "b_read");
    }

    /// <summary>Four times as many at once as the upstream is to get.</summary>
    [Fact]
    public async Task MoreCallsThanTheUpstreamIsToGet_AreAnsweredOrRefused_AndAllRecorded()
    {
        const int Limit = 8;
        var calls = IsLong ? 50_000 : 2_000;
        var (running, most) = (0, 0);
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = async call =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            await call.JsonAsync(call.Result());
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts
            .Setting("Stoa:Gateway:Upstream:MaxConcurrency", $"{Limit}")
            .Tenant("metered", "{ quotas: [ { name: calls, algorithm: fixedWindow, limit: 1000000, window: 24h } ] }").Grant("metered", "{ tools: ['*'] }").Key("meg", "metered"));
        var (answered, refused) = (0, 0);
        var others = new ConcurrentQueue<string>();

        await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = 4 * Limit }, async (_, _) =>
        {
            var reply = await gateway.CallAsync("read", key: "meg");
            if (reply is { Status: 200, ErrorCode: null })
            {
                Interlocked.Increment(ref answered);
            }
            else if (reply is { Status: 200, ErrorCode: 5020 } && reply.Headers.ContainsKey("Retry-After"))
            {
                Interlocked.Increment(ref refused);
            }
            else
            {
                others.Enqueue(reply.ToString());
            }
        });

        output.WriteLine($"{answered} answered, {refused} refused, {others.Count} others; at most {most} at once");
        Assert.Empty(others);
        Assert.True(most <= Limit, $"{most} at once");
        var records = await gateway.WhenRecordedAsync(calls);
        Assert.Equal(refused, records.Count(record => record.Last is { Outcome: CallOutcome.RejectedByHost, ErrorCode: 5020, QuotaCharged: 0 }));
        Assert.Equal(answered, records.Count(record => record.Last is { Outcome: CallOutcome.Success, QuotaCharged: 1 }));
        var last = await gateway.CallAsync("read", key: "meg");
        Assert.Equal($"{1_000_000 - answered - 1}", last.Headers["X-RateLimit-Remaining"]);
    }

    private async Task RunAsync(GatewayUnderTest gateway, int calls, Func<int, string> tool)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}, {calls} calls");
        var (answered, left) = (0, 0);
        var wrong = new ConcurrentQueue<string>();
        await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = Tenants }, async (i, _) =>
        {
            var random = new Random(seed + i);
            using var leaving = new CancellationTokenSource();
            if (random.Next(10) == 0)
            {
                leaving.CancelAfter(TimeSpan.FromMilliseconds(random.Next(4)));
            }

            var expected = $"tenant{i % Tenants} call{i}";
            try
            {
                using var request = McpRequests.Post(
                    gateway.Url, Revisions.Modern, "tools/call", new JsonObject { ["name"] = tool(i), ["arguments"] = new JsonObject { ["text"] = expected } }, $"caller{i % Tenants}");
                using var response = await gateway.Http.SendAsync(request, leaving.Token);
                var reply = await Reply.OfAsync(response);
                if (reply.Status != 200 || (string?)reply.Answer["id"] != "1" || (string?)reply.Answer["result"]?["content"]?[0]?["text"] != expected)
                {
                    wrong.Enqueue($"{expected}: {reply}");
                }

                Interlocked.Increment(ref answered);
            }
            catch (OperationCanceledException) when (leaving.IsCancellationRequested)
            {
                Interlocked.Increment(ref left);
            }
        });

        output.WriteLine($"{answered} answered, {left} left, {wrong.Count} wrong");
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Take(10)));
        Assert.Equal(calls, answered + left);

        // Whoever was let in is recorded to the end, those who left included.
        await Eventually.TrueAsync(() => gateway.Records.All(record => record.IsWhole), "the end of every record");
        var unread = gateway.Records.Where(record => record.Call.Operation == "unread").ToArray();
        output.WriteLine($"{gateway.Records.Count} records, {unread.Length} of them of callers who left before their message was read");
        Assert.InRange(unread.Length, 0, left);
        Assert.All(unread, record => Assert.Contains("gave up reading the body", record.Last.Decision!.Reasons.Single(), StringComparison.Ordinal));
        Assert.All(gateway.Records.Where(record => record.Call.Operation != "unread"), record => Assert.Contains(" call", record.Call.Arguments.GetProperty("text").GetString(), StringComparison.Ordinal));
        Assert.InRange(gateway.Records.Count - unread.Length, answered, calls);
    }

    private static Task<ScriptedUpstream> StartEchoAsync() => ScriptedUpstream.StartAsync(one => one.Script = async call =>
    {
        var text = (string)call.Request.Message!["params"]!["arguments"]!["text"]!;
        var answer = call.Result($$"""{"content":[{"type":"text","text":"{{text}}"}],"isError":false}""");
        if (text.GetHashCode(StringComparison.Ordinal) % 2 == 0)
        {
            await call.JsonAsync(answer);
            return;
        }

        await call.BeginEventsAsync();
        await call.EventAsync(answer);
    });

    private static GovernedServerBuilder Declare(GovernedServerBuilder parts)
    {
        for (var i = 0; i < Tenants; i++)
        {
            parts.Tenant($"tenant{i}").Grant($"tenant{i}", "{ tools: ['*'] }").Key($"caller{i}", $"tenant{i}");
        }

        return parts;
    }

    private static void InterlockedMax(ref int most, int now)
    {
        int before;
        while ((before = Volatile.Read(ref most)) < now && Interlocked.CompareExchange(ref most, now, before) != before)
        {
        }
    }
}
