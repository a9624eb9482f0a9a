using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>The grants of one tenant in one state, by name, so that their order in the files means nothing.</summary>
internal sealed class CompiledTenant(string name, string revision, IReadOnlyList<ToolGrant> grants)
{
    public string Name { get; } = name;

    public string Revision { get; } = revision;

    public CompiledGrant[] Grants { get; } =
        [.. grants.OrderBy(grant => grant.Name, StringComparer.Ordinal).Select(grant => new CompiledGrant(grant, revision))];

    /// <summary>The decision on what needs no grant.</summary>
    public PolicyDecision AllowProtocol { get; } = new() { Visible = true, Allowed = true, Revision = revision };
}
