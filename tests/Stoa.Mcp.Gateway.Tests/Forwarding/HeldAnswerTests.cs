using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.Gateway.Tests.Forwarding;

/// <summary>Nothing runs before its intent is recorded, and no answer leaves before its outcome is.</summary>
public sealed class HeldAnswerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_WhoseOutcomeCannotBeRecorded_StaysHere(bool streams)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call => AnswerAsync(call, streams));
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        gateway.Trail.Fails = entry => entry.Kind == AuditEntryKind.Outcome;

        var reply = await gateway.CallAsync("read");

        Assert.Equal(5031, reply.ErrorCode);
        Assert.DoesNotContain("precious", reply.Text, StringComparison.Ordinal);
        Assert.Single(upstream.Calls);
    }

    [Fact]
    public async Task Call_WhoseIntentCannotBeRecorded_NeverRuns()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        gateway.Trail.Fails = entry => entry.Kind == AuditEntryKind.Intent;

        var reply = await gateway.CallAsync("read");

        Assert.Equal(5031, reply.ErrorCode);
        Assert.Empty(upstream.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_WaitsForItsRecord(bool streams)
    {
        var trail = new SlowTrail();
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call => AnswerAsync(call, streams));
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts.Services(services => services.AddSingleton<IAuditTrail>(trail)));

        var answered = gateway.CallAsync("read");
        await trail.Begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(answered.IsCompleted);
        trail.MayEnd.SetResult();

        Assert.Contains("precious", (await answered).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ClientThatLeaves_EndsTheUpstreamsWork_AndIsRecordedAsCancelled(bool streams)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = async call =>
        {
            if (streams)
            {
                await call.BeginEventsAsync();
                await call.EventAsync("""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}""");
            }

            await call.HangAsync();
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        using var leaving = new CancellationTokenSource();

        var answer = gateway.Http.SendAsync(
            McpRequests.Post(gateway.Url, Revisions.Modern, "tools/call", new JsonObject { ["name"] = "read" }, ProbeKeys.Alice), leaving.Token);
        var call = (await upstream.Requests.WaitForAsync(request => request.Operation == "tools/call")).Single();
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await call.Aborted.WaitAsync(TimeSpan.FromSeconds(30));
        var record = await gateway.NextRecordAsync(0);
        Assert.Equal(CallOutcome.Cancelled, record.Last.Outcome);
    }

    [Fact]
    public async Task CancelOfASession_ReachesTheTool()
    {
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        var session = await gateway.OpenSessionAsync();
        using var leaving = new CancellationTokenSource();
        var arguments = new JsonObject { ["key"] = "k" };

        var answer = gateway.Http.SendAsync(
            McpRequests.Post(gateway.Url, Revisions.Legacy, "tools/call", new() { ["name"] = "slow", ["arguments"] = arguments }, ProbeKeys.Alice, "7", session), leaving.Token);
        await upstream.Told.WaitForAsync(told => told == "k");
        var told = await gateway.PostAsync("notifications/cancelled", new() { ["requestId"] = "7" }, revision: Revisions.Legacy, id: null, session: session);

        Assert.Equal(202, told.Status);
        await upstream.Told.WaitForAsync(told => told == "cancelled k");
        await leaving.CancelAsync();
        await answer.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SecondAnswerToOneCall_DoesNotLeave(bool differs)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = async call =>
        {
            await call.BeginEventsAsync();
            await call.EventAsync(call.Result());
            await call.EventAsync(differs ? call.Result("""{"content":[],"isError":true}""") : call.Result());
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        var reply = await gateway.CallAsync("read");

        Assert.Contains("scripted", reply.Answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(CallOutcome.Success, (await gateway.NextRecordAsync(0)).Last.Outcome);
    }

    private static async Task AnswerAsync(ScriptedCall call, bool streams)
    {
        var answer = call.Result("""{"content":[{"type":"text","text":"precious"}]}""");
        if (!streams)
        {
            await call.JsonAsync(answer);
            return;
        }

        await call.BeginEventsAsync();
        await call.EventAsync(answer);
    }

    /// <summary>A trail whose outcomes take as long as a test says.</summary>
    private sealed class SlowTrail : IAuditTrail
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource MayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
        {
            if (entry.Kind == AuditEntryKind.Outcome)
            {
                Begun.TrySetResult();
                await MayEnd.Task;
            }
        }

        public void AppendRefusal(AuditEntry entry, string source)
        {
        }
    }
}
