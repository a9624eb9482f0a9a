using System.Globalization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Quotas.Counters;
using Stoa.Mcp.Governance.Quotas.Rules;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Quotas;

/// <summary>The denials of step 4, with what an operator needs to know.</summary>
internal static class QuotaDenials
{
    private const string Step = "quota";

    /// <summary>Rules without room. Worth trying again when the slowest of them has room; never, if a call costs more than a rule can hold.</summary>
    public static GovernanceDecision Exhausted(in QuotaRequest request, List<RuleReading> exhausted, QuotaClock clock)
    {
        var slowest = exhausted.MaxBy(reading => reading.Reading.RetryUnits);
        var reasons = new string[exhausted.Count];
        for (var i = 0; i < reasons.Length; i++)
        {
            reasons[i] = Reason(request, exhausted[i], clock);
        }

        return new GovernanceDecision
        {
            Code = GovernanceCode.QuotaExceeded,
            Step = Step,
            RetryAfter = slowest.Reading.RetryUnits == QuotaReading.Never ? null : clock.Span(slowest.Reading.RetryUnits),
            Quota = slowest.ToState(clock),
            MatchedRules = [.. exhausted.Select(reading => reading.Rule.Rule.Name)],
            Reasons = reasons,
        };
    }

    /// <summary>A rule that cannot count the call because no more counters may be held. What is not counted does not pass.</summary>
    public static GovernanceDecision NotCountable(AppliedRule rule, string problem) => new()
    {
        Code = GovernanceCode.QuotaExceeded,
        Step = Step,
        RetryAfter = TimeSpan.FromSeconds(1),
        MatchedRules = [rule.Rule.Name],
        Reasons = [$"Quota '{rule.Rule.Name}' has no count for this call: {problem}. The rule is set by {rule.Setting}."],
    };

    /// <summary>The policy names a class that no rule counts. A misspelt class must not be one without limits.</summary>
    public static GovernanceDecision NoSuchClass(string tenant, string name) => new()
    {
        Code = GovernanceCode.PolicyUnavailable,
        Step = Step,
        Reasons = [$"The policy's obligation quota_class is '{name}', and no quota of tenant '{tenant}' has that class: set Class of a rule, or mend the policy."],
    };

    /// <summary>Why no counter could be made, and what changes that.</summary>
    public static string Problem(CounterRoom room, string tenant, QuotaOptions options) => room == CounterRoom.TenantFull
        ? $"tenant '{tenant}' holds all {options.MaxCountersPerTenant} counts that {options.Path}:MaxCountersPerTenant allows"
        : $"all {options.MaxCounters} counts that {options.Path}:MaxCounters allows are in use";

    private static string Reason(in QuotaRequest request, in RuleReading exhausted, QuotaClock clock)
    {
        var rule = exhausted.Rule.Rule;
        var reading = exhausted.Reading;
        var counted = $"tenant '{request.Tenant}'{(rule.PerAgent ? $", agent '{request.Agent}'" : "")}{(rule.PerTool ? $", tool '{request.Tool}'" : "")}";
        var retry = reading.RetryUnits == QuotaReading.Never
            ? "it can never hold that many"
            : $"room in {clock.Span(reading.RetryUnits).TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s";
        return $"Quota '{rule.Name}' of {counted} has {reading.Remaining} of {Limit(rule)} left and the call needs {Math.Max(request.Cost, 1)}: {retry}. "
            + $"Set by {exhausted.Rule.Setting}.";
    }

    private static string Limit(QuotaRule rule) => rule.Algorithm switch
    {
        QuotaAlgorithm.Concurrency => $"{rule.Limit} calls at a time (concurrency)",
        QuotaAlgorithm.TokenBucket => $"{rule.Limit} per {rule.Window}, burst {rule.Burst ?? rule.Limit} (token_bucket)",
        _ => $"{rule.Limit} per {rule.Window} ({QuotaAlgorithmNames.NameOf(rule.Algorithm)})",
    };
}
