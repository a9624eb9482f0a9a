using System.Collections.Concurrent;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>One declared state, each tenant made ready when it first calls.</summary>
internal sealed class CompiledSnapshot(ResourceSnapshot snapshot)
{
    private readonly ConcurrentDictionary<string, CompiledTenant> _tenants = new(StringComparer.Ordinal);

    public ResourceSnapshot Snapshot { get; } = snapshot;

    /// <summary>The tenant, or null where it is not declared or not enabled. Only declared names are kept.</summary>
    public CompiledTenant? Find(string tenant)
    {
        if (_tenants.TryGetValue(tenant, out var compiled))
        {
            return compiled;
        }

        return Snapshot.Tenants.TryGetValue(tenant, out var declared) && declared.Enabled
            ? _tenants.GetOrAdd(tenant, Compile)
            : null;
    }

    private CompiledTenant Compile(string tenant) =>
        new(tenant, Snapshot.Revision, Snapshot.Grants.TryGetValue(tenant, out var grants) ? grants : []);
}
