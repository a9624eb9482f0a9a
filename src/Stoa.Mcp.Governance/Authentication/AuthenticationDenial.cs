using Stoa.Mcp.Governance.Authentication.Tracing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>The two ways step 1 says no. Reasons are for the operator and quote nothing that the caller sent.</summary>
internal static class AuthenticationDenial
{
    /// <summary>No credential was sent: the challenge carries no error (RFC 6750, section 3.1).</summary>
    public static StepOutcome<Caller> NoCredential(string reason) => Deny(reason, null);

    /// <summary>A credential was sent and does not hold. The caller learns no more than that, whatever the reason.</summary>
    public static StepOutcome<Caller> InvalidCredential(string reason) => Deny(reason, "invalid_token");

    private static StepOutcome<Caller> Deny(string reason, string? error)
    {
        VerificationTrace.Current?.Fail(reason);
        return StepOutcome.Deny<Caller>(new GovernanceDecision
        {
            Code = GovernanceCode.Unauthenticated,
            Step = "authentication",
            Reasons = [reason],
            ChallengeError = error,
        });
    }
}
