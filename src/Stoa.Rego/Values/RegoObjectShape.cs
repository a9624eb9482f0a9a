using System.Collections.Concurrent;

namespace Stoa.Rego;

/// <summary>
/// Makes objects whose keys come from one fixed list, without sorting and indexing them anew for each object: for input documents that a host
/// builds on every request. Safe on any number of threads.
/// </summary>
public sealed class RegoObjectShape
{
    private const int MostKeys = 64;

    private readonly RegoValue[] _keys;
    private readonly int[] _given; // the position, among the values given, of each key in order
    private readonly ConcurrentDictionary<ulong, Variant> _variants = new();
    private volatile Variant? _last;

    /// <summary>A shape with these keys.</summary>
    /// <exception cref="ArgumentException">No key, more than 64, or one of them twice.</exception>
    public RegoObjectShape(params IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count is 0 or > MostKeys || keys.Distinct(StringComparer.Ordinal).Count() != keys.Count)
        {
            throw new ArgumentException($"A shape has 1 to {MostKeys} keys, each once.", nameof(keys));
        }

        _keys = [.. keys.Select(RegoString.Of)];
        _given = [.. Enumerable.Range(0, keys.Count)];
        Array.Sort(_keys, _given);
    }

    /// <summary>An object of these values, in the order in which the shape was given its keys. A key whose value is null is left out.</summary>
    /// <exception cref="ArgumentException">Not one value for each key.</exception>
    public RegoObject Create(params ReadOnlySpan<RegoValue?> values)
    {
        if (values.Length != _keys.Length)
        {
            throw new ArgumentException($"The shape has {_keys.Length} keys; {values.Length} values were given.", nameof(values));
        }

        ulong present = 0;
        for (var i = 0; i < _given.Length; i++)
        {
            present |= values[_given[i]] is null ? 0 : 1ul << i;
        }

        var variant = _last;
        if (variant is null || variant.Present != present)
        {
            _last = variant = _variants.GetOrAdd(present, static (mask, keys) => new Variant(mask, keys), _keys);
        }

        var kept = new RegoValue[variant.Keys.Length];
        for (int i = 0, next = 0; i < _given.Length; i++)
        {
            if (values[_given[i]] is { } value)
            {
                kept[next++] = value;
            }
        }

        return RegoObject.Owning(ObjectTable.Sorted(variant.Keys, kept, variant.Slots));
    }

    private sealed class Variant
    {
        public Variant(ulong present, RegoValue[] keys)
        {
            Present = present;
            Keys = [.. keys.Where((_, i) => (present & (1ul << i)) != 0)];
            Slots = HashIndex.Build(Keys);
        }

        public ulong Present { get; }

        public RegoValue[] Keys { get; }

        public int[]? Slots { get; }
    }
}
