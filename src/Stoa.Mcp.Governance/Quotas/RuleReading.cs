using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Quotas.Counters;
using Stoa.Mcp.Governance.Quotas.Rules;

namespace Stoa.Mcp.Governance.Quotas;

/// <summary>A rule and how its counter stands. A value, so that a call whose state nobody reads allocates none.</summary>
internal readonly record struct RuleReading(AppliedRule Rule, QuotaReading Reading)
{
    /// <summary>The smaller share left; of equal ones, the one that takes longer to come back.</summary>
    public bool IsTighterThan(in RuleReading other) =>
        Reading.RemainingRatio < other.Reading.RemainingRatio
        || (Reading.RemainingRatio == other.Reading.RemainingRatio && Reading.ResetUnits > other.Reading.ResetUnits);

    public QuotaState ToState(QuotaClock clock) =>
        new(Rule.Rule.Name, Reading.Capacity, Reading.Remaining, clock.Span(Reading.ResetUnits));
}
