using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// What a policy says, asked for piece by piece in the order of <see cref="DecisionOrder"/>: nothing is read, and nothing can fail, before it counts.
/// What has a form that means nothing is a <see cref="PolicyFault"/>.
/// </summary>
internal interface IDecisionValues
{
    /// <summary>The revision that decides.</summary>
    string Revision { get; }

    /// <summary>Whether the target may be seen; null where the policy has no rule for it.</summary>
    bool? Visible();

    bool Allow();

    /// <summary>Whether it would be allowed without the arguments.</summary>
    bool AllowPlain();

    /// <summary>Reasons that speak against it, whatever allows it.</summary>
    IReadOnlyList<string> Denials();

    /// <summary>The allow, under its obligations.</summary>
    PolicyDecision Permit();

    IReadOnlyList<string> MissingScopes();

    IReadOnlyList<string> RequiredScopes();

    /// <summary>Grants or rules behind a refusal; none where telling them could fail and <paramref name="outcome"/> stands without.</summary>
    IReadOnlyList<string> Matched(DecisionOutcome outcome);

    /// <summary>Why not, where no denial says it. Never empty.</summary>
    IReadOnlyList<string> Reasons();

    /// <summary>Whether it would not be refused for the same <paramref name="denials"/>, or for want of an allow where there are none, without the arguments.</summary>
    bool RefusedByArguments(IReadOnlyList<string> denials);

    /// <summary>What of the obligations concerns the record of a refusal. Never throws.</summary>
    PolicyObligations ObligationsOfRefusal();
}
