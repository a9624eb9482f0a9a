using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>
/// Judges the proof of one request (RFC 9449, section 4.3): the cheap checks first, then the signature, and the memory of proofs last, so
/// that only who holds the key of a good token can take room in it.
/// </summary>
internal sealed class ProofCheck(
    ProofOptions options, ProofNonces nonces, IProofReplayCache replays, ProofTarget target, TimeProvider clock)
{
    private readonly ProofKeys _keys = new();
    private readonly FrozenSet<string> _algorithms = AlgorithmsOf(options).ToFrozenSet(StringComparer.Ordinal);

    public static IReadOnlyList<string> AlgorithmsOf(ProofOptions options) =>
        options.Algorithms.Count > 0 ? [.. options.Algorithms] : ["ES256", "PS256", "RS256"];

    public async ValueTask<StepOutcome<Caller>> CheckAsync(
        ReadOnlyMemory<byte> thumbprint, Caller caller, PresentedToken token, CancellationToken cancellationToken)
    {
        if (token.Credentials.Proof is not [var text])
        {
            return Refuse(token.Credentials.Proof.Count == 0 ? "There is no DPoP header." : "There is more than one DPoP header.");
        }

        if (ProofReader.Read(text, _algorithms, out var refusal) is not { } proof)
        {
            return Refuse(refusal);
        }

        if ((RefuseKey(proof, thumbprint.Span, token.Text.Span) ?? RefuseRequest(proof, token.Credentials)) is { } unfit)
        {
            return Refuse(unfit);
        }

        if (!_keys.Verify(proof))
        {
            return Refuse("Its signature does not verify.");
        }

        if (nonces.Required && !nonces.Holds(proof.Nonce))
        {
            return AuthenticationDenial.NonceNeeded("The proof carries no nonce of this server's, or one that is no longer good.", nonces.Create());
        }

        return await UseAsync(proof, thumbprint, caller, cancellationToken);
    }

    private async ValueTask<StepOutcome<Caller>> UseAsync(
        ProofReading proof, ReadOnlyMemory<byte> thumbprint, Caller caller, CancellationToken cancellationToken)
    {
        var until = proof.IssuedAt + options.MaxAge + options.ClockSkew;
        return await replays.UseAsync(Base64Url.EncodeToString(thumbprint.Span), proof.Id, until, cancellationToken) switch
        {
            ProofUse.First => StepOutcome.Continue(caller),
            ProofUse.Repeated => Refuse("It was used before."),
            ProofUse.NoRoomForKey => Refuse("As many proofs by its key are remembered as one key has room for; see Stoa:Authentication:Proof:ReplayEntriesPerKey."),
            _ => Refuse("As many proofs are remembered as there is room for; see Stoa:Authentication:Proof:ReplayEntries."),
        };
    }

    private static string? RefuseKey(ProofReading proof, ReadOnlySpan<byte> thumbprint, ReadOnlySpan<char> token)
    {
        if (!CryptographicOperations.FixedTimeEquals(proof.Key.Thumbprint, thumbprint))
        {
            return "It is by another key than the token is bound to.";
        }

        return proof.TokenHash == HashOf(token) ? null : "Its 'ath' is not the hash of the token it came with.";
    }

    private string? RefuseRequest(ProofReading proof, PresentedCredentials credentials)
    {
        if (!string.Equals(proof.Method, credentials.Method, StringComparison.Ordinal))
        {
            return "Its 'htm' is not the method of the request.";
        }

        if (credentials.Address is null || !target.Is(proof.Address, credentials.Address))
        {
            return "Its 'htu' is not the address of the request; behind a proxy, set Stoa:Authentication:Resource:Resource.";
        }

        var now = credentials.AsOf(clock);
        if (proof.IssuedAt > now + options.ClockSkew)
        {
            return "Its 'iat' is ahead of this server's clock; see Stoa:Authentication:Proof:ClockSkew.";
        }

        return proof.IssuedAt < now - options.MaxAge - options.ClockSkew ? "It is older than Stoa:Authentication:Proof:MaxAge." : null;
    }

    private static string HashOf(ReadOnlySpan<char> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];

        // The credential is ASCII (checked when it was read).
        SHA256.HashData(Encoding.ASCII.GetBytes(token.ToArray()), hash);
        return Base64Url.EncodeToString(hash);
    }

    private static StepOutcome<Caller> Refuse(string reason) => AuthenticationDenial.InvalidProof($"The proof of possession was refused. {reason}");
}
