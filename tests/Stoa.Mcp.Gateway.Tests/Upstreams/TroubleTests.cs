using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.Gateway.Tests.Upstreams;

/// <summary>An upstream in trouble, and a gateway that stays itself.</summary>
public sealed class TroubleTests
{
    private const string Idempotent = """{"name":"put","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":true}}""";

    [Theory]
    [InlineData("read", 3)]
    [InlineData("put", 3)]
    [InlineData("write", 1)]
    public async Task Call_ThatFailed_IsRepeatedWhereItsToolSaysThatItMayBe(string tool, int attempts)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one =>
        {
            one.Tools.Add(Idempotent);
            one.Script = call => one.Calls.Count < 3 ? call.JsonAsync(call.Error(), 503) : call.JsonAsync(call.Result());
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        var reply = await gateway.CallAsync(tool);

        Assert.Equal(attempts, upstream.Calls.Count);
        Assert.Equal(attempts == 3 ? null : 5020, reply.ErrorCode);
        Assert.Single(upstream.Calls.Select(call => (string)call.Message!["id"]!).Distinct());
        Assert.True((await gateway.NextRecordAsync(0)).IsWhole);
    }

    [Fact]
    public async Task List_ThatFailed_IsRepeated()
    {
        var failed = 0;
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        upstream.Overrides = request => request.Operation == "tools/list" && Interlocked.Increment(ref failed) <= 2;
        upstream.Script = call =>
        {
            call.BreakOff();
            return Task.CompletedTask;
        };

        var reply = await gateway.PostAsync("tools/list");

        Assert.Equal(2, reply.Result["tools"]!.AsArray().Count);
        Assert.Equal(3, failed);
    }

    [Fact]
    public async Task AnswerThatBrokeOff_IsNotAskedForAgain_WhereThatCouldDoHarm()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = async call =>
        {
            call.Context.Response.ContentType = "application/json";
            await call.WriteAsync("{");
            call.BreakOff();
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        Assert.Equal(5020, (await gateway.CallAsync("write")).ErrorCode);
        Assert.Single(upstream.Calls);
    }

    [Fact]
    public async Task Breaker_LeavesTheUpstreamAlone_AndFindsItBack()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var fails = true;
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call => fails ? call.JsonAsync(call.Error(), 500) : call.JsonAsync(call.Result()));
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts
            .Setting("Stoa:Gateway:Upstream:BreakerMinimumCalls", "4")
            .Tenant("metered", "{ quotas: [ { name: calls, algorithm: fixedWindow, limit: 100, window: 1h } ] }").Grant("metered", "{ tools: ['*'], access: [read, write] }").Key("meg", "metered")
            .Services(services => services.AddSingleton<TimeProvider>(time)));
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(5020, (await gateway.CallAsync("write", key: "meg")).ErrorCode);
        }

        var before = gateway.Records.Count;
        var alone = await gateway.CallAsync("write", key: "meg");

        Assert.Equal((5020, 4), (alone.ErrorCode, upstream.Calls.Count));
        Assert.True(int.Parse(alone.Headers["Retry-After"], CultureInfo.InvariantCulture) is >= 1 and <= 5);
        var record = await gateway.NextRecordAsync(before);
        Assert.Equal((CallOutcome.RejectedByHost, 0), (record.Last.Outcome, record.Last.QuotaCharged));
        Assert.Single(gateway.Governed.Logs.Lines.All, line => line.Id.Name == "BreakerChanged");

        fails = false;
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null((await gateway.CallAsync("write", key: "meg")).ErrorCode);
        Assert.Null((await gateway.CallAsync("write", key: "meg")).ErrorCode);
        Assert.Equal(6, upstream.Calls.Count);
    }

    [Fact]
    public async Task Clients_DoNotOpenTheBreaker_ByErrorsAndByLeaving()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call => one.Calls.Count <= 6 ? call.JsonAsync(call.Error(), 400) : call.HangAsync());
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts.Setting("Stoa:Gateway:Upstream:BreakerMinimumCalls", "2"));
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(400, (await gateway.CallAsync("write")).Status);
        }

        for (var i = 0; i < 6; i++)
        {
            using var leaving = new CancellationTokenSource();
            var answer = gateway.Http.SendAsync(McpRequests.Post(gateway.Url, Revisions.Modern, "tools/call", new() { ["name"] = "write" }, ProbeKeys.Alice), leaving.Token);
            await upstream.Requests.WaitForAsync(request => request.Operation == "tools/call", 7 + i);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        }

        await gateway.WhenRecordedAsync(12);
        upstream.Script = call => call.JsonAsync(call.Result());
        Assert.Null((await gateway.CallAsync("write")).ErrorCode);
        Assert.DoesNotContain(gateway.Governed.Logs.Lines.All, line => line.Id.Name == "BreakerChanged");
    }

    [Fact]
    public async Task CallBeyondMaxConcurrency_IsRefused_AndCostsNothing()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = async call =>
        {
            await release.Task.WaitAsync(call.Aborted);
            await call.JsonAsync(call.Result());
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts
            .Setting("Stoa:Gateway:Upstream:MaxConcurrency", "1")
            .Tenant("metered", "{ quotas: [ { name: calls, algorithm: fixedWindow, limit: 2, window: 1h } ] }").Grant("metered", "{ tools: ['*'], access: [read, write] }").Key("meg", "metered"));

        var first = gateway.CallAsync("write", key: "meg");
        await upstream.Requests.WaitForAsync(request => request.Operation == "tools/call");
        var second = await gateway.CallAsync("write", key: "meg");
        release.SetResult();

        Assert.Equal((200, 5020, "1"), (second.Status, second.ErrorCode, second.Headers["Retry-After"]));
        Assert.Null((await first).ErrorCode);
        Assert.Null((await gateway.CallAsync("write", key: "meg")).ErrorCode);
        Assert.Equal(4290, (await gateway.CallAsync("write", key: "meg")).RefusalCode);
        Assert.Equal(2, upstream.Calls.Count);
        var refused = gateway.Records.Single(record => record.Last.ErrorCode == 5020);
        Assert.Equal((CallOutcome.RejectedByHost, 0), (refused.Last.Outcome, refused.Last.QuotaCharged));
    }

    [Fact]
    public async Task UpstreamThatIsDownAtTheStart_IsUnavailable_AndFoundWithoutARestart()
    {
        var port = FreePort();
        await using var gateway = await GatewayUnderTest.StartAsync("proxy", parts => parts.Setting("Stoa:Gateway:Upstream:Url", $"http://127.0.0.1:{port}/mcp"));
        await gateway.Governed.Logs.Lines.WaitForAsync(line => line.Id.Name == "DiscoveryFailed");

        Assert.Equal(5020, (await gateway.PostAsync("tools/list")).ErrorCode);
        Assert.Equal(5020, (await gateway.CallAsync("echo", new() { ["text"] = "x" })).ErrorCode);
        Assert.Equal(-32602, (await gateway.CallAsync("echo", key: ProbeKeys.Bob)).ErrorCode);
        Assert.All(gateway.Records, record => Assert.True(record.IsWhole, record.ToString()));

        await using var upstream = await StandInUpstream.StartAsync(port: port);
        await gateway.WhenDiscoveredAsync();
        Assert.Null((await gateway.CallAsync("echo", new() { ["text"] = "x" })).ErrorCode);
        Assert.NotEmpty((await gateway.PostAsync("tools/list")).Result["tools"]!.AsArray());
    }

    [Fact]
    public async Task CallsThatFailForTheSameReason_AreToldOf_OnceInAWhile()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call => call.JsonAsync(call.Error(), one.Calls.Count == 3 ? 502 : 500));
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts.Services(services => services.AddSingleton<TimeProvider>(time)));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(5020, (await gateway.CallAsync("write")).ErrorCode);
        }

        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(5020, (await gateway.CallAsync("write")).ErrorCode);

        var told = gateway.Governed.Logs.Lines.All.Where(line => line.Id.Name == "UpstreamFailed").Select(line => line.Text).ToList();
        Assert.Equal(3, told.Count);
        Assert.Contains("500", told[0], StringComparison.Ordinal);
        Assert.Contains("502", told[1], StringComparison.Ordinal);
        Assert.Contains("3 more like it", told[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpstreamThatStaysDown_IsToldOf_OnceForEachReason()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var status = 500;
        await using var upstream = await ScriptedUpstream.StartAsync(one =>
        {
            one.Overrides = request => request.Operation == "tools/list" && status != 200;
            one.Script = call => call.JsonAsync(call.Error(), status);
        });
        await using var gateway = await GatewayUnderTest.StartAsync("proxy", parts => parts
            .Setting("Stoa:Gateway:Upstream:Url", upstream.Url.AbsoluteUri).Services(services => services.AddSingleton<TimeProvider>(time)));

        await AskedAsync(3);
        status = 503;
        await AskedAsync(6);
        status = 200;
        await AskedAsync(8);
        status = 500;
        await AskedAsync(10);

        var told = gateway.Governed.Logs.Lines.All.Where(line => line.Id.Name is "Discovered" or "DiscoveryFailed").Select(line => line.Text);
        Assert.Equal([Failed(500), Failed(503), "Upstream 'upstream' lists 2 tools, prompts and resources", Failed(500)], told);

        static string Failed(int status) => $"The lists of upstream 'upstream' cannot be read: it answers with status {status}";

        // What came of the time before was told when it is asked again.
        Task AskedAsync(int times) => Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMinutes(1));
                return upstream.Requests.All.Count(request => request.Operation == "tools/list") >= times;
            },
            $"request {times} for the list");
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
