using Stoa.Mcp.Governance.Authentication.Tracing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>The ways step 1 says no. Reasons are for the operator and quote nothing that the caller sent.</summary>
internal static class AuthenticationDenial
{
    /// <summary>The scheme of challenges that ask for a proof of possession (RFC 9449, section 7.1).</summary>
    public const string DpopScheme = "DPoP";

    /// <summary>No credential was sent: the challenge carries no error (RFC 6750, section 3.1).</summary>
    public static StepOutcome<Caller> NoCredential(string reason) => Deny(reason, null);

    /// <summary>A credential was sent and does not hold. The caller learns no more than that, whatever the reason.</summary>
    public static StepOutcome<Caller> InvalidCredential(string reason) => Deny(reason, "invalid_token");

    /// <summary>The token is bound to a key and came without a proof, or it is bound to nothing where it has to be.</summary>
    public static StepOutcome<Caller> UnprovenCredential(string reason) => Deny(reason, "invalid_token", DpopScheme);

    /// <summary>The proof does not hold.</summary>
    public static StepOutcome<Caller> InvalidProof(string reason) => Deny(reason, "invalid_dpop_proof", DpopScheme);

    /// <summary>The proof lacks a nonce of this server's that is still good; the challenge brings one (RFC 9449, section 9).</summary>
    public static StepOutcome<Caller> NonceNeeded(string reason, string nonce) => Deny(reason, "use_dpop_nonce", DpopScheme, nonce);

    private static StepOutcome<Caller> Deny(string reason, string? error, string? scheme = null, string? nonce = null)
    {
        VerificationTrace.Current?.Fail(reason);
        return StepOutcome.Deny<Caller>(new GovernanceDecision
        {
            Code = GovernanceCode.Unauthenticated,
            Step = "authentication",
            Reasons = [reason],
            ChallengeError = error,
            ChallengeScheme = scheme,
            ChallengeNonce = nonce,
        });
    }
}
