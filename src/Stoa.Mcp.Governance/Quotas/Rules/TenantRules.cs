using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Quotas.Rules;

/// <summary>Every rule that holds for one tenant at one state of the declared resources.</summary>
internal sealed class TenantRules
{
    private const int MatchesKept = 4_096;

    private readonly AppliedRule[] _rules;
    private readonly BoundedCache<(string Agent, string Operation, string Tool, string? Class), AppliedRule[]> _matches;

    private TenantRules(AppliedRule[] rules)
    {
        _rules = rules;
        _matches = new(MatchesKept, key => Array.FindAll(_rules, rule => rule.Matches(key.Agent, key.Operation, key.Tool, key.Class)));
    }

    public int Count => _rules.Length;

    /// <summary>Rules of configuration first, then the tenant's, its grants' and those of tools it may be granted. Owners outrank a rule's own tenant pattern.</summary>
    public static TenantRules Compile(string tenant, ResourceSnapshot resources, QuotaOptions options)
    {
        var rules = new List<AppliedRule>();
        for (var i = 0; i < options.Rules.Count; i++)
        {
            var rule = ConfiguredRule.Read(options.Rules[i]);
            if (rule.Tenant.Matches(tenant))
            {
                rules.Add(new AppliedRule(rule, "configuration", $"{options.Path}:Rules:{i}"));
            }
        }

        if (resources.Tenants.TryGetValue(tenant, out var declared))
        {
            rules.AddRange(declared.Quotas.Select(rule => new AppliedRule(
                rule, "tenant", $"quota '{rule.Name}' of Tenant '{tenant}' ({declared.Source})")));
        }

        foreach (var grant in resources.Grants.GetValueOrDefault(tenant) ?? [])
        {
            rules.AddRange(grant.Quotas.Select(rule => new AppliedRule(
                rule, $"grant {grant.Name}", $"quota '{rule.Name}' of ToolGrant '{grant.Name}' in '{tenant}' ({grant.Source})")));
        }

        foreach (var tool in resources.Tools.Where(tool => tool is { Enabled: true, RateLimit: not null } && (tool.Namespace ?? tenant) == tenant))
        {
            rules.Add(new AppliedRule(tool.RateLimit!, $"tool {tool.Name}", $"rateLimit of Tool '{tool.Name}' ({tool.Source})"));
        }

        // Twins would count every call twice on the one count they share.
        return new TenantRules([.. rules.Distinct()]);
    }

    public AppliedRule[] Match(in QuotaRequest request) => _matches.Get((request.Agent, request.Operation, request.Tool, request.Class));

    /// <summary>Whether any rule counts calls of this class.</summary>
    public bool HasClass(string name) => Array.Exists(_rules, rule => rule.Rule.Class == name);
}
