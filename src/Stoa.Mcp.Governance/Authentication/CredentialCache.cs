using System.Collections.Concurrent;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>
/// Remembers what is known of credentials in two generations. When the young one is full it becomes the old one and the old one is dropped; a hit
/// in the old one moves up. So it never holds more than its capacity (by as many entries as threads add at once), drops what is not
/// used, and a hit takes no lock.
/// </summary>
internal sealed class CredentialCache<T>(int capacity)
    where T : class
{
    private readonly int _generationSize = (capacity + 1) / 2;
    private volatile Generation _young = new();
    private volatile Generation _old = new();

    /// <summary>Entries held, both generations counted.</summary>
    public int Count => _young.Entries.Count + _old.Entries.Count;

    public T? Find(CredentialHash hash)
    {
        if (_young.Entries.TryGetValue(hash, out var known))
        {
            return known;
        }

        if (_old.Entries.TryRemove(hash, out known))
        {
            Add(hash, known);
        }

        return known;
    }

    public void Add(CredentialHash hash, T known)
    {
        if (capacity == 0)
        {
            return;
        }

        var young = _young;
        if (Interlocked.Increment(ref young.Added) > _generationSize)
        {
            young = Turn(young);
        }

        young.Entries[hash] = known;
    }

    public void Remove(CredentialHash hash)
    {
        _young.Entries.TryRemove(hash, out _);
        _old.Entries.TryRemove(hash, out _);
    }

    private Generation Turn(Generation full)
    {
        var fresh = new Generation { Added = 1 };
        if (Interlocked.CompareExchange(ref _young, fresh, full) == full)
        {
            _old = full;
            return fresh;
        }

        Interlocked.Increment(ref _young.Added);
        return _young;
    }

    private sealed class Generation
    {
        public readonly ConcurrentDictionary<CredentialHash, T> Entries = new();
        public int Added;
    }
}
