using System.Security.Cryptography;

namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>
/// Verifies proofs, with the keys of earlier ones where it can: to make a key of its numbers, and to check that they are one, takes longer than to verify with it. A key is
/// kept once a proof by it has verified, and is asked for good tokens alone, so that strangers displace nobody's.
/// </summary>
internal sealed class ProofKeys
{
    /// <summary>Most keys kept, those used last; a few kilobytes each.</summary>
    public const int Most = 4096;

    private readonly CredentialCache<Lent> _known = new(Most);

    /// <summary>Keys kept.</summary>
    public int Count => _known.Count;

    /// <summary>Whether the key that the proof names has signed it. The key must be the one that a good token is bound to.</summary>
    public bool Verify(ProofReading proof)
    {
        var hash = CredentialHash.OfDigest(proof.Key.Thumbprint);
        var lent = _known.Find(hash);
        if ((lent?.Take() ?? proof.Key.Import()) is not { } key)
        {
            return false;
        }

        var verifies = ProofKey.Verifies(key, proof);
        if (lent is null && !verifies)
        {
            key.Dispose();
            return false;
        }

        if (lent is null)
        {
            lent = new Lent();
            _known.Add(hash, lent);
        }

        lent.GiveBack(key);
        return verifies;
    }

    /// <summary>
    /// A key for one call at a time, since the platform promises no more; who finds it lent makes one for itself. One that is dropped while it is lent is left to the collector.
    /// </summary>
    private sealed class Lent
    {
        private AsymmetricAlgorithm? _idle;

        public AsymmetricAlgorithm? Take() => Interlocked.Exchange(ref _idle, null);

        public void GiveBack(AsymmetricAlgorithm key) => Interlocked.Exchange(ref _idle, key)?.Dispose();
    }
}
