using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Deciding;

/// <summary>
/// Whether what a policy said without arguments counts: only where it is known to read none, and was the same all the time. A rule that reads
/// what was not told says nothing, and would let pass what it is there to deny.
/// </summary>
internal sealed class BlindDecisions(ArgumentSight sight)
{
    private static readonly GovernanceDecision ArgumentsNeeded = new()
    {
        Code = GovernanceCode.Denied,
        Step = "authorization",
        Reasons = ["The peer told no body, and the policy in force reads arguments, or decides where nobody can tell whether it does (Stoa:Policy)."],
    };

    private static readonly GovernanceDecision PolicyChanged = new()
    {
        Code = GovernanceCode.PolicyUnavailable,
        Step = "authorization",
        Reasons = ["The policy changed while a message was decided on by its headers."],
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    /// <summary>To be asked before the decision.</summary>
    public object? PolicyBefore() => sight.BlindPolicy();

    /// <summary>The decision, or the denial in its place.</summary>
    /// <param name="call">The call, without arguments.</param>
    /// <param name="allowed">What was decided.</param>
    /// <param name="before">What <see cref="PolicyBefore"/> said.</param>
    public GovernanceDecision Check(GovernedCall call, GovernanceDecision allowed, object? before)
    {
        if (call.Target.Kind is not (GovernedTargetKind.Tool or GovernedTargetKind.Prompt))
        {
            return allowed;
        }

        if (before is null)
        {
            return ArgumentsNeeded with { PolicyRevision = allowed.PolicyRevision };
        }

        return ReferenceEquals(sight.BlindPolicy(), before) ? allowed : PolicyChanged with { PolicyRevision = allowed.PolicyRevision };
    }
}
