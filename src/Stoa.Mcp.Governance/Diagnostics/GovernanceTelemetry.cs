using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;
using Names = Stoa.Mcp.Governance.Diagnostics.GovernanceTelemetryNames;

namespace Stoa.Mcp.Governance.Diagnostics;

/// <summary>Spans, metrics and logs of the pipeline. Costs nothing that nobody listens to.</summary>
internal sealed class GovernanceTelemetry
{
    /// <summary>Every span of governance and gateway comes from it.</summary>
    internal static readonly ActivitySource Source = new(Names.Source);

    private const int MostNotices = 100;

    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly NoticeLimiter<(string Event, string Kind)> _notices;
    private readonly bool _tenantTag;
    private readonly Histogram<double> _operations;
    private readonly Histogram<double> _governance;
    private readonly Counter<long> _decisions;

    public GovernanceTelemetry(IMeterFactory meters, ILoggerFactory loggers, TimeProvider time, MetricTags? tags = null)
    {
        _logger = loggers.CreateLogger(Names.Source);
        _time = time;
        _notices = new(time, MostNotices, ("", ""));
        _tenantTag = tags is { Tenant: true };
        var meter = meters.Create(Names.Source);
        _operations = meter.CreateHistogram<double>(Names.OperationDuration, "s", "From arrival of an MCP message to the record of its outcome.");
        _governance = meter.CreateHistogram<double>(Names.GovernanceDuration, "s", "Time of an MCP message spent inside governance.");
        _decisions = meter.CreateCounter<long>(Names.Decisions, "{decision}", "Governance decisions.");
    }

    /// <summary>Starts the call's span, under the client's own trace where the transport carried none.</summary>
    public static Activity? Start(GovernedCall call, string? traceParent)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var parent = Activity.Current is null && ActivityContext.TryParse(traceParent, null, isRemote: true, out var remote) ? remote : default;
        var activity = Source.StartActivity(SpanName(call), ActivityKind.Internal, parent);
        activity?.SetTag(Names.MethodName, SafeMethod(call));
        activity?.SetTag(Names.DecisionId, call.DecisionId);
        activity?.SetTag(Names.ProtocolVersion, call.Transport.ProtocolVersion);
        return activity;
    }

    /// <summary>A call ended, refused or not.</summary>
    public void Ended(GovernedCall call, CallOutcome outcome, CallCompletion completion)
    {
        var decision = call.Decision!;
        if (!decision.Allowed && _logger.IsEnabled(LogLevel.Information))
        {
            TellDenied(call, decision);
        }

        Measure(call, decision, outcome, completion);
        if (Activity.Current is { IsAllDataRequested: true, Source.Name: Names.Source } activity)
        {
            Describe(activity, call, decision, outcome);
        }
    }

    // A tenant's callers have quotas. Of strangers there is no end, and nobody to look up.
    private void TellDenied(GovernedCall call, GovernanceDecision decision)
    {
        var code = decision.Code.NameOf();
        if (call.Tenant is not null || _notices.TryTake((nameof(Log.CallDenied), code), out _))
        {
            var operation = SafeMethod(call);
            Log.CallDenied(_logger, operation, code, decision.Step, call.DecisionId);
        }
    }

    /// <summary>A step threw. The decision that follows.</summary>
    public GovernanceDecision StepFailed(GovernedCall call, Exception error)
    {
        if (_notices.TryTake((nameof(StepFailed), error.GetType().Name), out var keptBack))
        {
            Log.StepFailed(_logger, SafeMethod(call), keptBack, error);
        }

        return new GovernanceDecision
        {
            Code = call.Caller is null ? GovernanceCode.Unauthenticated : GovernanceCode.PolicyUnavailable,
            Step = call.Caller is null ? "authentication" : call.Tenant is null ? "tenancy" : "quota",
            Reasons = [$"The step failed: {error.GetType().Name}."],
            RetryAfter = call.Caller is null ? null : TimeSpan.FromSeconds(1),
        };
    }

    /// <summary>The engine failed. While it is away it fails on every call.</summary>
    public void PolicyFailed(Exception error)
    {
        if (_notices.TryTake((nameof(PolicyFailed), error.GetType().Name), out var keptBack))
        {
            Log.PolicyFailed(_logger, keptBack, error);
        }
    }

    /// <summary>The trail refused an entry. While its disk is full it refuses every one.</summary>
    public void AuditFailed(Exception error)
    {
        if (_notices.TryTake((nameof(AuditFailed), error.GetType().Name), out var keptBack))
        {
            Log.AuditFailed(_logger, keptBack, error);
        }
    }

    public void UnadmittedMessage() => Log.UnadmittedMessage(_logger);

    public void UngovernedResult() => Log.UngovernedResult(_logger);

    private void Measure(GovernedCall call, GovernanceDecision decision, CallOutcome outcome, CallCompletion completion)
    {
        if (!_decisions.Enabled && !_operations.Enabled && !_governance.Enabled)
        {
            return;
        }

        var elapsed = _time.GetElapsedTime(call.ReceivedTimestamp);
        var tags = new TagList
        {
            { Names.MethodName, SafeMethod(call) },
            { Names.Decision, decision.Allowed ? "allow" : "deny" },
            { Names.Code, decision.Code.NameOf() },
            { Names.Step, decision.Step },
        };

        // The resolved tenant: one that a caller only names could be anything.
        if (_tenantTag && call.Tenant is { } tenant)
        {
            tags.Add(Names.Tenant, tenant);
        }

        _decisions.Add(1, WithRevision(tags, decision));

        tags.Add(Names.NetworkTransport, call.Transport.Kind == PipeCalls.TransportKind ? "pipe" : "tcp");
        if (NameTag(call) is { } name)
        {
            tags.Add(name, call.Target.Name);
        }

        if (ErrorType(decision, outcome) is { } error)
        {
            tags.Add(Names.ErrorType, error);
        }

        _operations.Record(elapsed.TotalSeconds, tags);
        _governance.Record((elapsed - completion.BackendLatency).TotalSeconds, tags);
    }

    private static void Describe(Activity activity, GovernedCall call, GovernanceDecision decision, CallOutcome outcome)
    {
        activity.SetTag(Names.Decision, decision.Allowed ? "allow" : "deny");
        activity.SetTag(Names.Outcome, outcome.ToString());
        activity.SetTag(Names.Tenant, call.Tenant);
        activity.SetTag(Names.PolicyRevision, decision.PolicyRevision);
        if (NameTag(call) is { } name)
        {
            activity.SetTag(name, call.Target.Name);
        }

        if (ErrorType(decision, outcome) is { } error)
        {
            activity.SetTag(Names.ErrorType, error);
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }

    // On decisions alone: durations would start anew with each change of a policy.
    private static TagList WithRevision(TagList tags, GovernanceDecision decision)
    {
        if (decision.PolicyRevision is { } revision)
        {
            tags.Add(Names.PolicyRevision, revision);
        }

        return tags;
    }

    private static string? ErrorType(GovernanceDecision decision, CallOutcome outcome) => outcome switch
    {
        _ when !decision.Allowed => decision.Code.NameOf(),
        CallOutcome.ToolError => "tool_error",
        CallOutcome.ProtocolError or CallOutcome.Cancelled or CallOutcome.RejectedByHost => outcome.ToString(),
        _ => null,
    };

    /// <summary>The name of a call's spans.</summary>
    internal static string SpanName(GovernedCall call) => call.Metadata.Known ? $"{call.Operation} {call.Target.Name}" : SafeMethod(call);

    // Only what the catalogue has: a caller can invent any number of names.
    private static string? NameTag(GovernedCall call) => call switch
    {
        { Metadata.Known: true, Target.Kind: GovernedTargetKind.Tool } => Names.ToolName,
        { Metadata.Known: true, Target.Kind: GovernedTargetKind.Prompt } => Names.PromptName,
        _ => null,
    };

    /// <summary>The method of a call as metrics, spans and logs name it: a caller can invent any number, and only those of the protocol are named.</summary>
    internal static string SafeMethod(GovernedCall call) => call.IsKnownOperation ? call.Operation : "_OTHER";
}
