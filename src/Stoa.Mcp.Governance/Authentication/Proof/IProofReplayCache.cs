namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>
/// Remembers proofs of possession, so that none is accepted twice (RFC 9449, section 11.1). The one that is registered holds them in the
/// memory of this process, so each instance accepts a proof once; a store that instances share replaces it. An exception denies the call.
/// </summary>
public interface IProofReplayCache
{
    /// <summary>Remembers a proof unless it is remembered already, in one step.</summary>
    /// <param name="thumbprint">The key that made it: its RFC 7638 thumbprint, base64url.</param>
    /// <param name="proofId">Its <c>jti</c>, 1 to 128 characters as the client chose them.</param>
    /// <param name="until">When its window ends; it would be refused for its age from then on, and can be forgotten.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<ProofUse> UseAsync(string thumbprint, string proofId, DateTimeOffset until, CancellationToken cancellationToken);
}
