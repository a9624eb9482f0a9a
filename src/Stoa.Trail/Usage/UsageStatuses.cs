namespace Stoa.Trail.Usage;

/// <summary>Maps how an attempt ended to STOA's five words, and those to the wire.</summary>
public static class UsageStatuses
{
    /// <summary>The word on the wire: <c>success</c>, <c>error</c>, <c>rate_limited</c>, <c>policy_denied</c> or <c>not_found</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is not a defined one.</exception>
    public static string NameOf(UsageStatus status) => status switch
    {
        UsageStatus.Success => "success",
        UsageStatus.Error => "error",
        UsageStatus.RateLimited => "rate_limited",
        UsageStatus.PolicyDenied => "policy_denied",
        UsageStatus.NotFound => "not_found",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>The status of an allowed attempt, by the trail's word for its outcome.</summary>
    internal static UsageStatus OfOutcome(string? outcome) =>
        outcome is "success" or "input_required" or "task_created" or "accepted" ? UsageStatus.Success : UsageStatus.Error;

    /// <summary>The status of a refused attempt, by the name of its code.</summary>
    internal static UsageStatus OfDenial(string codeName) => codeName switch
    {
        "not_visible" or "method_not_found" => UsageStatus.NotFound,
        "quota_exceeded" => UsageStatus.RateLimited,
        _ => UsageStatus.PolicyDenied,
    };
}
