namespace Stoa.Mcp.Governance.Sealing;

/// <summary>Remembers opened seals until they expire, so that none opens twice. Full means: refuse.</summary>
internal sealed class SpentSeals(int capacity)
{
    private readonly Lock _lock = new();
    private readonly HashSet<UInt128> _spent = [];
    private readonly PriorityQueue<UInt128, DateTimeOffset> _byExpiry = new();

    /// <summary>Spends a seal. False where it was spent before, or where there is no room to remember it.</summary>
    public bool TrySpend(ReadOnlySpan<byte> nonce, DateTimeOffset expiry, DateTimeOffset now)
    {
        Span<byte> wide = stackalloc byte[16];
        nonce.CopyTo(wide);
        var id = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(wide);
        lock (_lock)
        {
            while (_byExpiry.TryPeek(out var oldest, out var end) && end <= now)
            {
                _byExpiry.Dequeue();
                _spent.Remove(oldest);
            }

            if (_spent.Count >= capacity || !_spent.Add(id))
            {
                return false;
            }

            _byExpiry.Enqueue(id, expiry);
            return true;
        }
    }
}
