using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Quotas.Rules;

/// <summary>Finds the rules that count a call, compiled once for each state of the declared resources and tenant.</summary>
internal sealed class QuotaRuleBook(
    IResourceStore resources, IOptions<QuotaOptions> options, ILogger<QuotaRuleBook> logger, IQuotaRuleSource? passing = null)
{
    private const int TenantsKept = 16_384;

    private readonly QuotaOptions _options = options.Value;
    private Edition? _edition;

    public AppliedRule[] Match(in QuotaRequest request)
    {
        var rules = RulesOf(request.Tenant).Match(request);
        return passing?.Find(request) is { } more ? [.. rules, more] : rules;
    }

    /// <summary>Whether the tenant has a rule for calls of this class.</summary>
    public bool HasClass(string tenant, string name) => RulesOf(tenant).HasClass(name);

    private TenantRules RulesOf(string tenant)
    {
        var snapshot = resources.Current;
        var edition = Volatile.Read(ref _edition);
        if (edition?.Snapshot != (object)snapshot)
        {
            edition = new Edition(snapshot, new(TenantsKept, name => Compile(name, snapshot)));
            Volatile.Write(ref _edition, edition);
        }

        return edition.Tenants.Get(tenant);
    }

    private TenantRules Compile(string tenant, ResourceSnapshot snapshot)
    {
        var rules = TenantRules.Compile(tenant, snapshot, _options);
        Log.RulesCompiled(logger, rules.Count, tenant, snapshot.Revision);
        return rules;
    }

    private sealed record Edition(ResourceSnapshot Snapshot, BoundedCache<string, TenantRules> Tenants);
}
