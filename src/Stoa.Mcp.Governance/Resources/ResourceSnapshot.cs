using System.Collections.Frozen;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>The declared state at one moment: immutable, swapped as a whole.</summary>
/// <param name="Revision">Names this state: <c>sha256:</c> and the first 16 hex digits over the files read.</param>
/// <param name="Tenants">Tenants by name.</param>
/// <param name="Grants">Grants by tenant.</param>
public sealed record ResourceSnapshot(
    string Revision,
    FrozenDictionary<string, TenantResource> Tenants,
    FrozenDictionary<string, IReadOnlyList<ToolGrant>> Grants)
{
    /// <summary>Operations of HTTP APIs that are offered as tools, by name. Read by a gateway. <value>none</value></summary>
    public IReadOnlyList<ToolResource> Tools { get; init; } = [];

    /// <summary>MCP servers whose tools are offered, by name. Read by a gateway. <value>none</value></summary>
    public IReadOnlyList<ToolSetResource> ToolSets { get; init; } = [];

    /// <summary>Nothing declared: everything is denied.</summary>
    public static ResourceSnapshot Empty { get; } = new(
        "empty",
        FrozenDictionary<string, TenantResource>.Empty,
        FrozenDictionary<string, IReadOnlyList<ToolGrant>>.Empty);
}
