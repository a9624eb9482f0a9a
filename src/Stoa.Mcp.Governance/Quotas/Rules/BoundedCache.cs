using System.Collections.Concurrent;

namespace Stoa.Mcp.Governance.Quotas.Rules;

/// <summary>
/// Remembers what is derived from a key. Starts over when it holds <paramref name="capacity"/> entries: names that a caller makes up
/// then cost time, never memory.
/// </summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity, Func<TKey, TValue> derive)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _entries = new();
    private int _count;

    public TValue Get(TKey key)
    {
        return _entries.TryGetValue(key, out var value) ? value : Add(key);
    }

    private TValue Add(TKey key)
    {
        var value = derive(key);

        // Counted here because ConcurrentDictionary.Count takes every lock. Two threads may both start over; that is harmless.
        if (Interlocked.Increment(ref _count) > capacity)
        {
            _entries.Clear();
            Volatile.Write(ref _count, 1);
        }

        _entries[key] = value;
        return value;
    }
}
