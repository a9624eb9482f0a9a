using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<SeriesKey, AppliedRule> _rules = new();

    /// <inheritdoc />
    public AppliedRule? Find(in QuotaRequest request) =>
        !_rules.IsEmpty && _rules.TryGetValue(Attempt.KeyOf(request.Tenant, request.Agent, request.Operation, request.Tool), out var rule) ? rule : null;

    /// <summary>An anomaly has changed.</summary>
    public void Follow(Anomaly anomaly)
    {
        var key = new SeriesKey(anomaly.Tenant, anomaly.Agent, anomaly.Operation, anomaly.Tool);
        if (anomaly is { State: AnomalyState.Opened, LimitPerMinute: { } limit })
        {
            _rules[key] = new AppliedRule(RuleOf(limit), $"anomaly {anomaly.Id}", $"Stoa:Anomalies:LimitTo, until anomaly {anomaly.Id} is acknowledged or over");
        }
        else if (anomaly.State != AnomalyState.Opened)
        {
            _rules.TryRemove(key, out _);
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
