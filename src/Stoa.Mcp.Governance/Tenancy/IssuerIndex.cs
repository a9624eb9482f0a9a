using System.Collections.Frozen;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tenancy;

/// <summary>Which tenants list an issuer, in one snapshot of the declared state.</summary>
internal sealed class IssuerIndex
{
    private readonly FrozenDictionary<string, string[]> _tenantsByIssuer;

    public IssuerIndex(ResourceSnapshot snapshot)
    {
        Snapshot = snapshot;
        _tenantsByIssuer = snapshot.Tenants.Values
            .SelectMany(tenant => tenant.Issuers.Distinct(StringComparer.Ordinal), (tenant, issuer) => (Issuer: issuer, tenant.Name))
            .GroupBy(pair => pair.Issuer, pair => pair.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
    }

    public ResourceSnapshot Snapshot { get; }

    public IReadOnlyList<string> TenantsOf(string issuer) => _tenantsByIssuer.TryGetValue(issuer, out var tenants) ? tenants : [];
}
