using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>Maps how an attempt ended to STOA's five words, and those to the wire.</summary>
internal static class UsageStatuses
{
    /// <summary>The status of an attempt.</summary>
    public static UsageStatus Of(AuditEntry closing, GovernanceDecision? decision)
    {
        if (decision is { Allowed: false })
        {
            return Of(decision.Code);
        }

        return closing.Outcome is { } outcome ? Of(outcome) : UsageStatus.Error;
    }

    /// <summary>The status of an allowed attempt.</summary>
    public static UsageStatus Of(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Success or CallOutcome.InputRequired or CallOutcome.TaskCreated or CallOutcome.Accepted => UsageStatus.Success,
        CallOutcome.Denied => UsageStatus.PolicyDenied,
        _ => UsageStatus.Error,
    };

    /// <summary>The word on the wire.</summary>
    public static string NameOf(UsageStatus status) => status switch
    {
        UsageStatus.Success => "success",
        UsageStatus.Error => "error",
        UsageStatus.RateLimited => "rate_limited",
        UsageStatus.PolicyDenied => "policy_denied",
        UsageStatus.NotFound => "not_found",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    private static UsageStatus Of(GovernanceCode denial) => denial switch
    {
        GovernanceCode.NotVisible or GovernanceCode.MethodNotFound => UsageStatus.NotFound,
        GovernanceCode.QuotaExceeded => UsageStatus.RateLimited,
        _ => UsageStatus.PolicyDenied,
    };
}
