using System.Collections.Frozen;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Gathers the resources of one load and checks what only shows when all are known.</summary>
internal sealed class DeclaredResources
{
    // Names that differ only in case are one name to a reader, so they are one here: the second is refused.
    private readonly Dictionary<string, string> _sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _tenantNames = new(StringComparer.Ordinal);
    private readonly List<TenantResource> _tenants = [];
    private readonly List<ToolGrant> _grants = [];
    private readonly List<ToolResource> _tools = [];
    private readonly List<ToolSetResource> _toolSets = [];
    private readonly List<(ResourceHeader Header, FileErrors Errors)> _owned = [];

    // Tools are chosen by looking at their names, by people and by models.
    private readonly Dictionary<string, (string Name, string Source)> _toolNames = new(StringComparer.Ordinal);

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
            _grants.Add(grant);
        }
    }

    public void Add(ToolResource tool, ResourceHeader header, FileErrors errors)
    {
        if (AddName(header, errors) && AddToolName(tool, header, errors))
        {
            _tools.Add(tool);
        }
    }

    public void Add(ToolSetResource toolSet, ResourceHeader header, FileErrors errors)
    {
        if (AddName(header, errors))
        {
            _toolSets.Add(toolSet);
        }
    }

    /// <summary>Reports resources whose tenant no file declares.</summary>
    public void RefuseUndeclaredTenants()
    {
        foreach (var (header, errors) in _owned.Where(entry => !_tenantNames.Contains(entry.Header.Tenant!)))
        {
            errors.Add(header.NamespaceAt, $"metadata.namespace: tenant '{header.Tenant}' is not declared; "
                + $"declare it with kind {ResourceKinds.Tenant} and metadata.name '{header.Tenant}'");
        }
    }

    public ResourceSnapshot ToSnapshot(string revision) => new(
        revision,
        _tenants.ToFrozenDictionary(tenant => tenant.Name, StringComparer.Ordinal),
        _grants
            .GroupBy(grant => grant.Tenant, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, IReadOnlyList<ToolGrant> (group) => [.. group], StringComparer.Ordinal))
    {
        Tools = [.. _tools.OrderBy(tool => tool.Name, StringComparer.Ordinal)],
        ToolSets = [.. _toolSets.OrderBy(toolSet => toolSet.Name, StringComparer.Ordinal).ThenBy(toolSet => toolSet.Namespace, StringComparer.Ordinal)],
    };

    private bool AddName(ResourceHeader header, FileErrors errors)
    {
        if (header.Name is null || (header.Tenant is null && !header.CanBeShared))
        {
            return false;
        }

        if (!_sources.TryAdd(header.Title, header.Source))
        {
            errors.Add(header.NameAt, $"{header.Title} is already declared at {_sources[header.Title]} (names that differ only in case count as one)");
            return false;
        }

        if (header.Kind != ResourceKinds.Tenant && header.Tenant is not null)
        {
            _owned.Add((header, errors));
        }

        return true;
    }

    // Over all tenants: one name in a trail is one tool.
    private bool AddToolName(ToolResource tool, ResourceHeader header, FileErrors errors)
    {
        var skeleton = NameSkeleton.Of(tool.Name);
        if (_toolNames.TryAdd(skeleton, (tool.Name, tool.Source)))
        {
            return true;
        }

        var (name, source) = _toolNames[skeleton];
        errors.Add(header.NameAt, $"tool '{tool.Name}' has the name of tool '{name}', declared at {source}, or looks like it: every tool needs a name of its own, over all tenants");
        return false;
    }
}
