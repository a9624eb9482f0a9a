using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Authentication;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Names = Stoa.Mcp.Governance.Diagnostics.GovernanceTelemetryNames;

namespace Stoa.Mcp.Governance.Tests.Diagnostics;

public sealed class GovernanceTelemetryTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ManualTimeProvider _time = new();
    private readonly ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> _measured = new();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Ended_AllowedCall_MeasuresDurationsAndTheDecision()
    {
        var (telemetry, listener) = Listen();
        using (listener)
        {
            var call = Known(Calls.ToolCall(), GovernanceCode.None);
            _time.Advance(TimeSpan.FromSeconds(3));
            call.Decision = call.Decision! with { PolicyRevision = "p1+r2" };
            telemetry.Ended(call, CallOutcome.Success, new CallCompletion(CallOutcome.Success, TimeSpan.FromSeconds(2)));
        }

        Assert.Equal(3, Value(Names.OperationDuration));
        Assert.Equal(1, Value(Names.GovernanceDuration));
        Assert.Equal(1, Value(Names.Decisions));
        var tags = Tags(Names.OperationDuration);
        Assert.Equal("tools/call", tags[Names.MethodName]);
        Assert.Equal("query_sales", tags[Names.ToolName]);
        Assert.Equal("allow", tags[Names.Decision]);
        Assert.Equal("tcp", tags[Names.NetworkTransport]);
        Assert.DoesNotContain(Names.ErrorType, tags);
        Assert.DoesNotContain(Names.Tenant, tags);
        Assert.Equal("p1+r2", Tags(Names.Decisions)[Names.PolicyRevision]);
        Assert.DoesNotContain(Names.PolicyRevision, tags);
    }

    [Fact]
    public void Tenant_IsATag_WhereTheHostAsksForIt()
    {
        var (telemetry, listener) = Listen(new MetricTags { Tenant = true });
        using (listener)
        {
            var call = Known(Calls.ToolCall(), GovernanceCode.None);
            call.Tenant = "acme";
            telemetry.Ended(call, CallOutcome.Success, default);
        }

        Assert.Equal("acme", Tags(Names.OperationDuration)[Names.Tenant]);
        Assert.Equal("acme", Tags(Names.Decisions)[Names.Tenant]);
    }

    [Fact]
    public void Ended_DeniedCallOfAnUnknownTool_NamesTheCodeAndNotTheTool()
    {
        var (telemetry, listener) = Listen();
        using (listener)
        {
            var call = Calls.ToolCall(tool: "made_up_by_the_caller");
            call.Decision = new GovernanceDecision { Code = GovernanceCode.NotVisible, Step = "authorization" };
            telemetry.Ended(call, CallOutcome.Denied, default);
        }

        var tags = Tags(Names.OperationDuration);
        Assert.Equal("not_visible", tags[Names.ErrorType]);
        Assert.Equal("deny", tags[Names.Decision]);
        Assert.DoesNotContain(Names.ToolName, tags);
    }

    [Fact]
    public void Start_WithoutAnAmbientSpan_ContinuesTheClientsTrace()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Names.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var call = Known(Calls.ToolCall(), GovernanceCode.None);

        using var activity = GovernanceTelemetry.Start(call, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")!;

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", activity.TraceId.ToHexString());
        Assert.Equal("tools/call query_sales", activity.DisplayName);
        Assert.Equal(call.DecisionId, activity.GetTagItem(Names.DecisionId));
    }

    [Fact]
    public void Failures_OfOneKind_AreToldOnceInAWhile_WithHowManyThereWere()
    {
        var logs = new CapturedLogs();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(logs));
        var telemetry = new GovernanceTelemetry(_services.GetRequiredService<IMeterFactory>(), loggers, _time);
        for (var i = 0; i < 5; i++)
        {
            telemetry.PolicyFailed(new HttpRequestException($"attempt {i}"));
            telemetry.PolicyFailed(new TimeoutException());
            telemetry.AuditFailed(new IOException());
            _ = telemetry.StepFailed(Calls.ToolCall(), new IOException());
        }

        Assert.Equal([1001, 1001, 1002, 1000], logs.Lines.Select(line => line.Id));
        _time.Advance(NoticeLimiter<Type>.Interval);
        telemetry.PolicyFailed(new TimeoutException());

        Assert.Contains("4 more like it", logs.Lines.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Denials_AreToldEachForATenant_AndOnceInAWhileBeforeOneIsKnown()
    {
        var logs = new CapturedLogs();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(logs));
        var telemetry = new GovernanceTelemetry(_services.GetRequiredService<IMeterFactory>(), loggers, _time);
        for (var i = 0; i < 3; i++)
        {
            Deny(GovernanceCode.Unauthenticated, tenant: null);
            Deny(GovernanceCode.Denied, "acme");
        }

        Assert.Equal(1, Told("unauthenticated"));
        Assert.Equal(3, Told("denied by"));

        void Deny(GovernanceCode code, string? tenant)
        {
            var call = Known(Calls.ToolCall(), code);
            call.Tenant = tenant;
            telemetry.Ended(call, CallOutcome.Denied, default);
        }

        int Told(string text) => logs.Lines.Count(line => line.Id == 1005 && line.Text.Contains(text, StringComparison.Ordinal));
    }

    private static GovernedCall Known(GovernedCall call, GovernanceCode code)
    {
        call.Metadata = new TargetMetadata { Known = true };
        call.Decision = new GovernanceDecision { Code = code, Step = "authorization" };
        return call;
    }

    private double Value(string instrument) => Assert.Single(_measured, entry => entry.Instrument == instrument).Value;

    private Dictionary<string, object?> Tags(string instrument) => Assert.Single(_measured, entry => entry.Instrument == instrument).Tags;

    private (GovernanceTelemetry Telemetry, MeterListener Listener) Listen(MetricTags? tags = null)
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        var telemetry = new GovernanceTelemetry(factory, NullLoggerFactory.Instance, _time, tags);
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                // Other tests have meters of the same name, from factories of their own.
                if (instrument.Meter.Name == Names.Source && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return (telemetry, listener);
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue((instrument.Name, value, new Dictionary<string, object?>(tags.ToArray())));
}
