using Stoa.Mcp.Governance.Quotas.Rules;

namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>What a counter counts. Agent and tool are empty where the rule does not count them apart.</summary>
internal readonly record struct CounterKey(AppliedRule Rule, string Tenant, string Agent, string Tool)
{
    public static CounterKey For(AppliedRule rule, in QuotaRequest request) => new(
        rule,
        request.Tenant,
        rule.Rule.PerAgent ? request.Agent : "",
        rule.Rule.PerTool ? request.Tool : "");
}
