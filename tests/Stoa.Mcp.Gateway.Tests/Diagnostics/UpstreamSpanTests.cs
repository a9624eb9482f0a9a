using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.Gateway.Tests.Diagnostics;

/// <summary>Each attempt to send a message has a span of its own, under that of the call, and its trace goes on with the message.</summary>
public sealed class UpstreamSpanTests : IDisposable
{
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public UpstreamSpanTests()
    {
        // Other tests of this process have traces of their own.
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == GovernanceTelemetryNames.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> asked) =>
                asked.TraceId == _trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == _trace)
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Attempt_HasASpanUnderTheCalls_WhichTheServerIsToldOf()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();

        await CallAsync(upstream);

        var (attempt, call) = (Assert.Single(_spans, span => span.Kind == ActivityKind.Client), Assert.Single(_spans, span => span.Kind == ActivityKind.Internal));
        Assert.Equal((call.SpanId, call.DisplayName), (attempt.ParentSpanId, attempt.DisplayName));
        Assert.Equal($"00-{_trace}-{attempt.SpanId}-01", Assert.Single(upstream.Calls).Header("traceparent"));
        Assert.Equal(
            ("tools/call", upstream.Url.Host, upstream.Url.Port, "POST", 200),
            (attempt.GetTagItem("mcp.method.name"), attempt.GetTagItem("server.address"), attempt.GetTagItem("server.port"),
                attempt.GetTagItem("http.request.method"), attempt.GetTagItem("http.response.status_code")));
        Assert.Equal(ActivityStatusCode.Unset, attempt.Status);
    }

    [Fact]
    public async Task AttemptThatIsAnsweredBadly_SaysSo()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call => call.JsonAsync(call.Error(), 500));

        await CallAsync(upstream);

        var attempt = _spans.First(span => span.Kind == ActivityKind.Client);
        Assert.Equal((ActivityStatusCode.Error, "500"), (attempt.Status, attempt.GetTagItem("error.type")));
    }

    [Fact]
    public async Task AttemptThatIsNotAnswered_SaysWhy()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call =>
        {
            call.BreakOff();
            return Task.CompletedTask;
        });

        await CallAsync(upstream);

        var attempt = _spans.First(span => span.Kind == ActivityKind.Client);
        Assert.Equal((ActivityStatusCode.Error, typeof(HttpRequestException).FullName), (attempt.Status, attempt.GetTagItem("error.type")));
    }

    private async Task CallAsync(ScriptedUpstream upstream)
    {
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        await gateway.PostAsync(
            "tools/call", new() { ["name"] = "write", ["arguments"] = new JsonObject() }, ProbeKeys.Alice, Revisions.Modern, "1", null,
            ("traceparent", $"00-{_trace}-00f067aa0ba902b7-01"));
    }
}
