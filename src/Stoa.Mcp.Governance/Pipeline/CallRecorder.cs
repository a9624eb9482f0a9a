using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Metering;

namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>Steps 5, 8 and 9: writes the entries of a call's audit record. The closing one is what its usage event is derived from.</summary>
internal sealed class CallRecorder(
    IAuditTrail trail, IArgumentDigest digest, PriceBook prices, TimeProvider time, GovernanceTelemetry telemetry)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Step 5. Null once recorded, else the denial.</summary>
    public ValueTask<GovernanceDecision?> IntentAsync(GovernedCall call) => AppendAsync(call, AuditEntryKind.Intent, call.Decision!, default);

    /// <summary>Step 9 of an admitted call. Null once recorded, else the denial.</summary>
    public ValueTask<GovernanceDecision?> OutcomeAsync(GovernedCall call, CallCompletion completion) => AppendAsync(
        call,
        AuditEntryKind.Outcome,
        call.Decision!,
        new Ending(completion.Outcome)
        {
            BackendLatency = completion.BackendLatency,
            ErrorCode = completion.ErrorCode,
            HttpStatus = completion.HttpStatus,
            ResponseBytes = completion.ResponseBytes,
            TaskId = completion.TaskId,
            QuotaCharged = completion.Outcome == CallOutcome.RejectedByHost ? 0 : call.Lease?.Charged ?? 0,
            Price = prices.PriceOf(call, completion),
        });

    /// <summary>How a task ended that <paramref name="creator"/> started. Null once recorded, else the denial.</summary>
    public ValueTask<GovernanceDecision?> TaskOutcomeAsync(GovernedCall creator, string handle, CallOutcome outcome) =>
        AppendAsync(creator, AuditEntryKind.TaskOutcome, creator.Decision!, new Ending(outcome) { TaskId = handle });

    /// <summary>The only entry of a refused call. Refusals before a tenant is known are bounded by their source.</summary>
    public ValueTask<GovernanceDecision?> DenialAsync(GovernedCall call, GovernanceDecision denial, int? httpStatus)
    {
        var ending = new Ending(CallOutcome.Denied) { ErrorCode = (int)denial.Code, HttpStatus = httpStatus, QuotaCharged = 0 };
        if (call.Tenant is not null)
        {
            return AppendAsync(call, AuditEntryKind.Denial, denial, ending);
        }

        // Of an unknown caller nothing but the refusal is kept: no digest of what it sent, which costs more than it tells.
        call.ArgumentsDigest = "";
        trail.AppendRefusal(Describe(call, AuditEntryKind.Denial, denial, ending), call.Transport.RemoteAddress ?? call.Transport.Kind);
        return ValueTask.FromResult<GovernanceDecision?>(null);
    }

    // Never cancelled with the request: a caller that goes away must not leave a call without its record.
    private ValueTask<GovernanceDecision?> AppendAsync(GovernedCall call, AuditEntryKind kind, GovernanceDecision decision, Ending ending)
    {
        try
        {
            var appended = trail.AppendAsync(Describe(call, kind, decision, ending), CancellationToken.None);
            if (!appended.IsCompletedSuccessfully)
            {
                return RecordedAsync(appended);
            }

            appended.GetAwaiter().GetResult();
            return ValueTask.FromResult<GovernanceDecision?>(null);
        }
        catch (Exception error)
        {
            return ValueTask.FromResult<GovernanceDecision?>(Unrecorded(error));
        }
    }

    private async ValueTask<GovernanceDecision?> RecordedAsync(ValueTask appended)
    {
        try
        {
            await appended;
            return null;
        }
        catch (Exception error)
        {
            return Unrecorded(error);
        }
    }

    private GovernanceDecision Unrecorded(Exception error)
    {
        telemetry.AuditFailed(error);
        return new GovernanceDecision
        {
            Code = GovernanceCode.AuditUnavailable,
            Step = "audit",
            Reasons = [$"The audit trail cannot be written: {error.GetType().Name}."],
            RetryAfter = TimeSpan.FromSeconds(1),
        };
    }

    private AuditEntry Describe(GovernedCall call, AuditEntryKind kind, GovernanceDecision decision, Ending ending) => new()
    {
        Kind = kind,
        Time = time.GetUtcNow(),
        DecisionId = call.DecisionId,
        Call = call,
        Decision = decision,
        ArgumentsDigest = Digest(call),
        KeptArguments = call.Tenant is null ? Nothing : digest.Keep(call.Target.Name, call.Arguments, call.Obligations),
        Latency = time.GetElapsedTime(call.ReceivedTimestamp),
        Outcome = ending.Outcome,
        BackendLatency = ending.BackendLatency,
        ErrorCode = ending.ErrorCode,
        HttpStatus = ending.HttpStatus,
        ResponseBytes = ending.ResponseBytes,
        TaskId = ending.TaskId,
        QuotaCharged = ending.QuotaCharged,
        ToolTier = ending.Price?.Tier,
        CostMicrocents = ending.Price?.Microcents,
    };

    private string? Digest(GovernedCall call)
    {
        if (call.Obligations.AuditLevel == PolicyAuditLevel.Minimal)
        {
            return null;
        }

        call.ArgumentsDigest ??= digest.Compute(call.Tenant ?? "", call.Arguments) ?? "";
        return call.ArgumentsDigest.Length == 0 ? null : call.ArgumentsDigest;
    }

    /// <summary>What an entry says of the end of a call.</summary>
    private readonly record struct Ending(CallOutcome? Outcome)
    {
        public TimeSpan? BackendLatency { get; init; }

        public int? ErrorCode { get; init; }

        public int? HttpStatus { get; init; }

        public int? ResponseBytes { get; init; }

        public string? TaskId { get; init; }

        public int? QuotaCharged { get; init; }

        public Price? Price { get; init; }
    }
}
