using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>A policy engine's answer on one operation.</summary>
public sealed record PolicyDecision
{
    /// <summary>Whether the target may be seen. False gives the answer for a name that does not exist.</summary>
    public required bool Visible { get; init; }

    /// <summary>Whether the operation may run; never true where <see cref="Visible"/> is false.</summary>
    public required bool Allowed { get; init; }

    /// <summary>Scopes the operation needs and the caller lacks: a step-up challenge instead of a plain denial.</summary>
    public IReadOnlyList<string> MissingScopes { get; init; } = [];

    /// <summary>All scopes the operation needs.</summary>
    public IReadOnlyList<string> RequiredScopes { get; init; } = [];

    /// <summary>Why, for the operator.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Grants or rules that decided.</summary>
    public IReadOnlyList<string> MatchedRules { get; init; } = [];

    /// <summary>Revision of the policy and of the resources it read.</summary>
    public required string Revision { get; init; }

    /// <summary>What has to be so, or be done, besides. Of a denial only what concerns the audit record counts.</summary>
    public PolicyObligations Obligations { get; init; } = PolicyObligations.None;

    /// <summary>Whether the denial rests on the arguments.</summary>
    public bool ByArguments { get; init; }
}
