namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>
/// Remembers proofs in memory, by hash, each until its window ends, and never more than its capacity: when it is full a proof is refused,
/// for dropping one would let it be used again. No key has more than its share, so that who holds one good token does not shut out the others.
/// </summary>
internal sealed class LocalProofReplayCache(ProofOptions options, TimeProvider clock) : IProofReplayCache
{
    private readonly int _most = options.ReplayEntries;
    private readonly int _mostOfOne = options.ReplayEntriesPerKey ?? Math.Min(ProofOptions.DefaultReplayEntriesPerKey, options.ReplayEntries);
    private readonly Lock _gate = new();
    private readonly HashSet<CredentialHash> _seen = [];
    private readonly Dictionary<CredentialHash, Share> _shares = [];
    private readonly PriorityQueue<(CredentialHash Proof, Share Share), long> _byEnd = new();

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

    /// <summary>Keys of which any proof is held.</summary>
    public int Keys
    {
        get
        {
            lock (_gate)
            {
                return _shares.Count;
            }
        }
    }

    public ValueTask<ProofUse> UseAsync(string thumbprint, string proofId, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // A thumbprint holds no space, so no two pairs share one text.
        var hash = CredentialHash.OfText($"{thumbprint} {proofId}");
        var key = CredentialHash.OfText(thumbprint);
        lock (_gate)
        {
            Forget(clock.GetUtcNow().UtcTicks);
            return new(Use(hash, key, until.UtcTicks));
        }
    }

    private ProofUse Use(CredentialHash hash, CredentialHash key, long until)
    {
        if (_seen.Contains(hash))
        {
            return ProofUse.Repeated;
        }

        if (_seen.Count >= _most)
        {
            return ProofUse.NoRoom;
        }

        if (!_shares.TryGetValue(key, out var share))
        {
            _shares.Add(key, share = new Share(key));
        }

        if (share.Held >= _mostOfOne)
        {
            return ProofUse.NoRoomForKey;
        }

        share.Held++;
        _seen.Add(hash);
        _byEnd.Enqueue((hash, share), until);
        return ProofUse.First;
    }

    private void Forget(long now)
    {
        while (_byEnd.TryPeek(out var held, out var end) && end < now)
        {
            _byEnd.Dequeue();
            _seen.Remove(held.Proof);
            if (--held.Share.Held == 0)
            {
                _shares.Remove(held.Share.Key);
            }
        }
    }

    private sealed class Share(CredentialHash key)
    {
        public CredentialHash Key => key;

        public int Held { get; set; }
    }
}
