namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What the pipeline decided on one call. Immutable; exactly one is made effective per call.</summary>
public sealed record GovernanceDecision
{
    /// <summary>Whether the call may run.</summary>
    public bool Allowed => Code == GovernanceCode.None;

    /// <summary><see cref="GovernanceCode.None"/> for an allow, else why not.</summary>
    public required GovernanceCode Code { get; init; }

    /// <summary>The step that decided: <c>edge</c>, <c>authentication</c>, <c>tenancy</c>, <c>authorization</c>, <c>quota</c>, <c>audit</c>, <c>upstream</c>.</summary>
    public required string Step { get; init; }

    /// <summary>What was wrong, for the operator: names the target, the rule and the setting that changes it. Never sent to the caller.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What the caller is told of a request refused for its form, where it helps to mend it. Quotes no value of the request.</summary>
    public string? PublicMessage { get; init; }

    /// <summary>The protocol revisions that are served, for <see cref="GovernanceCode.UnsupportedProtocolVersion"/>.</summary>
    public IReadOnlyList<string> SupportedVersions { get; init; } = [];

    /// <summary>The protocol revision that was asked for, for <see cref="GovernanceCode.UnsupportedProtocolVersion"/>.</summary>
    public string? RequestedVersion { get; init; }

    /// <summary>Scopes that this operation needs, all of them, for the challenge of an <see cref="GovernanceCode.InsufficientScope"/>.</summary>
    public IReadOnlyList<string> RequiredScopes { get; init; } = [];

    /// <summary>OAuth error of the challenge for <see cref="GovernanceCode.Unauthenticated"/> (<c>invalid_token</c>), or null where no credential was sent (RFC 6750, section 3.1).</summary>
    public string? ChallengeError { get; init; }

    /// <summary>Scheme of the challenge for <see cref="GovernanceCode.Unauthenticated"/>: <c>DPoP</c> where a proof of possession is what is missing (RFC 9449, section 7.1). <value>null: <c>Bearer</c></value></summary>
    public string? ChallengeScheme { get; init; }

    /// <summary>The nonce that the next proof must carry (<c>DPoP-Nonce</c>; RFC 9449, section 9), or null.</summary>
    internal string? ChallengeNonce { get; init; }

    /// <summary>When it is worth trying again, for quota and unavailability.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>For <see cref="GovernanceCode.QuotaExceeded"/>: the exhausted rule that takes longest to have room again; the source of <c>X-RateLimit-*</c>.</summary>
    public QuotaState? Quota { get; init; }

    /// <summary>Revision of the policy that decided, or null where none was asked.</summary>
    public string? PolicyRevision { get; init; }

    /// <summary>Names of the grants or rules that decided.</summary>
    public IReadOnlyList<string> MatchedRules { get; init; } = [];

    /// <summary>Whether what is not there, or not there for this caller, is the session that the call names, and not its target.</summary>
    internal bool IsAboutSession { get; init; }

    /// <summary>Whether the denial rests on the call's arguments, so that a tool answers with a result that the model can act on.</summary>
    public bool ByArguments { get; init; }
}
