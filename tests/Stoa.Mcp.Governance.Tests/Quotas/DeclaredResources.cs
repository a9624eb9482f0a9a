using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Quotas;

/// <summary>A resource store that a test fills and replaces.</summary>
internal sealed class DeclaredResources : IResourceStore
{
    public ResourceSnapshot Current { get; private set; } = ResourceSnapshot.Empty;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(CancellationToken.None);

    public DeclaredResources Declare(string revision, IEnumerable<TenantResource> tenants, params ToolGrant[] grants)
    {
        Current = new ResourceSnapshot(
            revision,
            tenants.ToFrozenDictionary(tenant => tenant.Name),
            grants.GroupBy(grant => grant.Tenant).ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<ToolGrant>)[.. g]));
        return this;
    }

    public DeclaredResources Offer(params ToolResource[] tools)
    {
        Current = Current with { Tools = tools };
        return this;
    }

    public static TenantResource Tenant(string name, params QuotaRule[] quotas) => new() { Name = name, Source = $"{name}.yaml:1", Quotas = quotas };

    public static ToolGrant Grant(string name, string tenant, params QuotaRule[] quotas) =>
        new() { Name = name, Tenant = tenant, Source = $"{name}.yaml:7", Quotas = quotas };
}
