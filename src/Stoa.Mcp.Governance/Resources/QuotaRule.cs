namespace Stoa.Mcp.Governance.Resources;

/// <summary>One quota: which calls it counts, and how many it lets pass. Counted apart for every tenant, agent and tool that a scope names.</summary>
public sealed record QuotaRule
{
    /// <summary>Name in answers, audit records and metrics.</summary>
    public required string Name { get; init; }

    /// <summary>Tenants it applies to. <value><c>*</c></value></summary>
    public NamePattern Tenant { get; init; } = new("*");

    /// <summary>Agents it applies to. <value><c>*</c></value></summary>
    public NamePattern Agent { get; init; } = new("*");

    /// <summary>Tools, prompts and resources it applies to; a rule with <c>*</c> also counts lists and other operations. <value><c>*</c></value></summary>
    public NamePattern Tool { get; init; } = new("*");

    /// <summary>MCP methods it applies to. <value><c>tools/call</c></value></summary>
    public NamePattern Operation { get; init; } = new("tools/call");

    /// <summary>The class of calls that it counts, as the policy's obligation <c>quota_class</c> names it. <value>null: calls of every class, and of none</value></summary>
    public string? Class { get; init; }

    /// <summary>How it counts.</summary>
    public required QuotaAlgorithm Algorithm { get; init; }

    /// <summary>Units per window, or calls at a time; at least 1.</summary>
    public required long Limit { get; init; }

    /// <summary>Length of the window; unused by <see cref="QuotaAlgorithm.Concurrency"/>.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Token bucket: most units that can be saved up. <value><see cref="Limit"/></value></summary>
    public long? Burst { get; init; }

    /// <summary>Whether every agent of the tenant has a count of its own. <value>false: agents share the tenant's count</value></summary>
    public bool PerAgent { get; init; }

    /// <summary>Whether every tool has a count of its own. <value>false: tools share one count</value></summary>
    public bool PerTool { get; init; }
}
