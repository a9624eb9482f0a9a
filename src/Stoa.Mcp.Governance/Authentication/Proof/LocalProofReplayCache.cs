namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>
/// Remembers proofs in memory, by hash, each until its window ends, and never more than its capacity: when it is full a proof is refused,
/// for dropping one would let it be used again.
/// </summary>
internal sealed class LocalProofReplayCache(ProofOptions options, TimeProvider clock) : IProofReplayCache
{
    private readonly Lock _gate = new();
    private readonly HashSet<CredentialHash> _seen = [];
    private readonly PriorityQueue<CredentialHash, long> _byEnd = new();

    /// <summary>Proofs held.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _seen.Count;
            }
        }
    }

    public ValueTask<ProofUse> UseAsync(string thumbprint, string proofId, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // A thumbprint holds no space, so no two pairs share one text.
        var hash = CredentialHash.OfText($"{thumbprint} {proofId}");
        lock (_gate)
        {
            Forget(clock.GetUtcNow().UtcTicks);
            return new(Use(hash, until.UtcTicks));
        }
    }

    private ProofUse Use(CredentialHash hash, long until)
    {
        if (_seen.Contains(hash))
        {
            return ProofUse.Repeated;
        }

        if (_seen.Count >= options.ReplayEntries)
        {
            return ProofUse.NoRoom;
        }

        _seen.Add(hash);
        _byEnd.Enqueue(hash, until);
        return ProofUse.First;
    }

    private void Forget(long now)
    {
        while (_byEnd.TryPeek(out var hash, out var end) && end < now)
        {
            _byEnd.Dequeue();
            _seen.Remove(hash);
        }
    }
}
