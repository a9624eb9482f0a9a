using System.Security.Cryptography;
using Stoa.Mcp.Governance.Authentication.Tracing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>
/// Whether the sender of a verified token is the one it was issued to: by a proof for this very request, by the client certificate of its
/// connection, or by both where the token names both. Asked on every call, however well the token is known.
/// </summary>
internal sealed class PossessionCheck(ProofCheck proofs)
{
    /// <summary>The caller, or the denial. A token that is bound to nothing passes as a bearer token and costs nothing.</summary>
    public ValueTask<StepOutcome<Caller>> CheckAsync(KeyBinding? binding, Caller caller, in PresentedToken token, CancellationToken cancellationToken)
    {
        if (binding is null)
        {
            return new(token.IsBound
                ? AuthenticationDenial.UnprovenCredential("A token that is bound to no key ('cnf') came under the scheme DPoP; it belongs under Bearer.")
                : StepOutcome.Continue(caller));
        }

        VerificationTrace.Current?.Check("possession", $"'cnf' names {(binding.Confirmation == CallerConfirmation.Dpop ? "a key: a DPoP proof" : "a certificate: the handshake")} shows it");
        if (binding.CertificateHash.Length > 0 && !IsOf(token.Credentials, binding.CertificateHash.Span))
        {
            return new(AuthenticationDenial.InvalidCredential(
                "The token is bound to a client certificate ('x5t#S256') and came without it, or with another one."));
        }

        return (binding.Thumbprint.Length > 0, token.IsBound) switch
        {
            (true, false) => new(AuthenticationDenial.UnprovenCredential(
                "The token is bound to a key ('cnf') and was presented as a bearer token; it belongs under the scheme DPoP, with a proof.")),
            (true, true) => proofs.CheckAsync(binding.Thumbprint, caller, token, cancellationToken),
            (false, true) => new(AuthenticationDenial.UnprovenCredential(
                "A token that is bound to a certificate, and to no key, came under the scheme DPoP; it belongs under Bearer.")),
            (false, false) => new(StepOutcome.Continue(caller)),
        };
    }

    private static bool IsOf(PresentedCredentials credentials, ReadOnlySpan<byte> expected)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return credentials.Certificate is { } certificate
            && SHA256.TryHashData(certificate.RawDataMemory.Span, hash, out _)
            && CryptographicOperations.FixedTimeEquals(hash, expected);
    }
}
