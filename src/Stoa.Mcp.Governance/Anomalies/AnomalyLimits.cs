using System.Collections.Immutable;
using Stoa.Mcp.Governance.Anomalies.Detection;
using Stoa.Mcp.Governance.Quotas;
using Stoa.Mcp.Governance.Quotas.Rules;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>The quotas that anomalies lower: found by exact names, since an agent's own name may look like a pattern.</summary>
internal sealed class AnomalyLimits : IQuotaRuleSource
{
    /// <summary>Name of the rule in denials and records.</summary>
    public const string RuleName = "anomaly";

    // Replaced as a whole at each change: a call that is limited by none, as nearly all are, looks at one field and takes no lock.
    private ImmutableDictionary<SeriesKey, AppliedRule> _rules = ImmutableDictionary<SeriesKey, AppliedRule>.Empty;

    /// <inheritdoc />
    public AppliedRule? Find(in QuotaRequest request)
    {
        var rules = Volatile.Read(ref _rules);
        return rules.IsEmpty ? null : rules.GetValueOrDefault(Attempt.KeyOf(request.Tenant, request.Agent, request.Operation, request.Tool));
    }

    /// <summary>An anomaly has changed.</summary>
    public void Follow(Anomaly anomaly)
    {
        var key = new SeriesKey(anomaly.Tenant, anomaly.Agent, anomaly.Operation, anomaly.Tool);
        if (anomaly is { State: AnomalyState.Opened, LimitPerMinute: { } limit })
        {
            var rule = new AppliedRule(RuleOf(limit), $"anomaly {anomaly.Id}", $"Stoa:Anomalies:LimitTo, until anomaly {anomaly.Id} is acknowledged or over");
            ImmutableInterlocked.Update(ref _rules, (rules, added) => rules.SetItem(added.Key, added.Rule), (Key: key, Rule: rule));
        }
        else if (anomaly.State != AnomalyState.Opened)
        {
            ImmutableInterlocked.Update(ref _rules, (rules, over) => rules.Remove(over), key);
        }
    }

    private static QuotaRule RuleOf(long limit) => new()
    {
        Name = RuleName,
        Algorithm = QuotaAlgorithm.TokenBucket,
        Limit = Math.Min(limit, QuotaRuleBounds.MaxUnits),
        Window = TimeSpan.FromMinutes(1),
        PerAgent = true,
        PerTool = true,
    };
}
