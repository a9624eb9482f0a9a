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
    public ValueTask<GovernanceDecision?> IntentAsync(GovernedCall call) =>
        AppendAsync(() => Describe(call, AuditEntryKind.Intent, call.Decision!));

    /// <summary>Step 9 of an admitted call. Null once recorded, else the denial.</summary>
    public ValueTask<GovernanceDecision?> OutcomeAsync(GovernedCall call, CallCompletion completion) => AppendAsync(() =>
    {
        var price = prices.RuleFor(call);
        return Describe(call, AuditEntryKind.Outcome, call.Decision!) with
        {
            Outcome = completion.Outcome,
            BackendLatency = completion.BackendLatency,
            ErrorCode = completion.ErrorCode,
            HttpStatus = completion.HttpStatus,
            ResponseBytes = completion.ResponseBytes,
            TaskId = completion.TaskId,
            QuotaCharged = completion.Outcome == CallOutcome.RejectedByHost ? 0 : call.Lease?.Charged ?? 0,
            ToolTier = price?.Tier,
            CostMicrocents = price is null ? null : PriceBook.PriceOf(price, call, completion),
        };
    });

    /// <summary>How a task ended that <paramref name="creator"/> started. Null once recorded, else the denial.</summary>
    public ValueTask<GovernanceDecision?> TaskOutcomeAsync(GovernedCall creator, string handle, CallOutcome outcome) =>
        AppendAsync(() => Describe(creator, AuditEntryKind.TaskOutcome, creator.Decision!) with { Outcome = outcome, TaskId = handle });

    /// <summary>The only entry of a refused call. Refusals before a tenant is known are bounded by their source.</summary>
    public ValueTask<GovernanceDecision?> DenialAsync(GovernedCall call, GovernanceDecision denial, int? httpStatus)
    {
        AuditEntry Denial() => Describe(call, AuditEntryKind.Denial, denial) with
        {
            Outcome = CallOutcome.Denied,
            ErrorCode = (int)denial.Code,
            HttpStatus = httpStatus,
            QuotaCharged = 0,
        };

        if (call.Tenant is not null)
        {
            return AppendAsync(Denial);
        }

        // Of an unknown caller nothing but the refusal is kept: no digest of what it sent, which costs more than it tells.
        call.ArgumentsDigest = "";
        trail.AppendRefusal(Denial(), call.Transport.RemoteAddress ?? call.Transport.Kind);
        return ValueTask.FromResult<GovernanceDecision?>(null);
    }

    // Never cancelled with the request: a caller that goes away must not leave a call without its record.
    private async ValueTask<GovernanceDecision?> AppendAsync(Func<AuditEntry> describe)
    {
        try
        {
            var entry = describe();
            await trail.AppendAsync(entry, CancellationToken.None);
            return null;
        }
        catch (Exception error)
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
    }

    private AuditEntry Describe(GovernedCall call, AuditEntryKind kind, GovernanceDecision decision) => new()
    {
        Kind = kind,
        Time = time.GetUtcNow(),
        DecisionId = call.DecisionId,
        Call = call,
        Decision = decision,
        ArgumentsDigest = Digest(call),
        KeptArguments = call.Tenant is null ? Nothing : digest.Keep(call.Target.Name, call.Arguments, call.Obligations),
        Latency = time.GetElapsedTime(call.ReceivedTimestamp),
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
}
