using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>
/// Lets a tenant see and use things (<c>gostoa.dev/v1alpha1</c>, kind <c>ToolGrant</c>; the resource's namespace is the tenant).
/// A tool is granted where its name or its namespace is named, its environment is among the grant's, and its access is.
/// </summary>
public sealed record ToolGrant
{
    /// <summary><c>metadata.name</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>metadata.namespace</c>: the tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>Tools by name.</summary>
    public IReadOnlyList<NamePattern> Tools { get; init; } = [];

    /// <summary>Tools, prompts and resources by tool namespace.</summary>
    public IReadOnlyList<NamePattern> ToolNamespaces { get; init; } = [];

    /// <summary>Prompts by name.</summary>
    public IReadOnlyList<NamePattern> Prompts { get; init; } = [];

    /// <summary>Resources and templates by URI.</summary>
    public IReadOnlyList<NamePattern> Resources { get; init; } = [];

    /// <summary>MCP methods beyond the protocol's own, by name (extensions, tasks).</summary>
    public IReadOnlyList<NamePattern> Operations { get; init; } = [];

    /// <summary>Environments of targets that it covers; empty covers all.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Environments of agents that may use it; empty means all.</summary>
    public IReadOnlyList<string> AgentEnvironments { get; init; } = [];

    /// <summary>What granted tools may do. <value>read only</value></summary>
    public IReadOnlyList<ToolAccess> Access { get; init; } = [ToolAccess.Read];

    /// <summary>Scopes a caller needs to use what is granted here. They never hide.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Quotas of what is granted here.</summary>
    public IReadOnlyList<QuotaRule> Quotas { get; init; } = [];

    /// <summary>Where it was read: <c>file:line</c>.</summary>
    public required string Source { get; init; }
}
