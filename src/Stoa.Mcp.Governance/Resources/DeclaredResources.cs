using System.Collections.Frozen;
using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Gathers the resources of one load and checks what only shows when all are known.</summary>
internal sealed class DeclaredResources
{
    // Names that differ only in case are one name to a reader, so they are one here: the second is refused.
    private readonly Dictionary<string, string> _sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _tenantNames = new(StringComparer.Ordinal);
    private readonly List<TenantResource> _tenants = [];
    private readonly List<(ToolGrant Grant, YamlValue At, FileErrors Errors)> _grants = [];

    public void Add(TenantResource tenant, ResourceHeader header, FileErrors errors)
    {
        if (!AddName(header, errors))
        {
            return;
        }

        _tenantNames.Add(tenant.Name);
        _tenants.Add(tenant);
    }

    public void Add(ToolGrant grant, ResourceHeader header, FileErrors errors)
    {
        if (AddName(header, errors))
        {
            _grants.Add((grant, header.NamespaceAt, errors));
        }
    }

    /// <summary>Reports grants whose tenant no file declares.</summary>
    public void RefuseUndeclaredTenants()
    {
        foreach (var (grant, at, errors) in _grants.Where(entry => !_tenantNames.Contains(entry.Grant.Tenant)))
        {
            errors.Add(at, $"metadata.namespace: tenant '{grant.Tenant}' is not declared; "
                + $"declare it with kind {ResourceKinds.Tenant} and metadata.name '{grant.Tenant}'");
        }
    }

    public ResourceSnapshot ToSnapshot(string revision) => new(
        revision,
        _tenants.ToFrozenDictionary(tenant => tenant.Name, StringComparer.Ordinal),
        _grants
            .Select(entry => entry.Grant)
            .GroupBy(grant => grant.Tenant, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, IReadOnlyList<ToolGrant> (group) => [.. group], StringComparer.Ordinal));

    private bool AddName(ResourceHeader header, FileErrors errors)
    {
        if (header.Name is null || header.Tenant is null)
        {
            return false;
        }

        if (_sources.TryAdd(header.Title, header.Source))
        {
            return true;
        }

        errors.Add(header.NameAt, $"{header.Title} is already declared at {_sources[header.Title]} (names that differ only in case count as one)");
        return false;
    }
}
