using System.Collections.Concurrent;

namespace Stoa.Rego.Builtins;

/// <summary>
/// Keeps what was made last of patterns, of good ones and bad ones. When a generation is full it becomes the older one, and the older one is
/// dropped: what is used stays, and no more than two generations are held.
/// </summary>
internal sealed class PatternCache<TKey, TValue>(Func<TKey, TValue> make, int capacity = 128)
    where TKey : notnull
{
    private ConcurrentDictionary<TKey, TValue> _young = [];
    private ConcurrentDictionary<TKey, TValue> _old = [];

    public TValue Get(TKey key)
    {
        var young = _young;
        if (young.TryGetValue(key, out var value))
        {
            return value;
        }

        if (!_old.TryGetValue(key, out value))
        {
            value = make(key);
        }

        if (young.Count >= capacity)
        {
            // Two threads may both turn; then a generation is dropped early, no more.
            _old = young;
            _young = young = [];
        }

        young[key] = value;
        return value;
    }
}
