namespace Stoa.Rego;

/// <summary>
/// The members of an object. Those that were read from JSON stand as they came until something asks for their order or number: most are only
/// asked for some of their keys.
/// </summary>
internal sealed class ObjectTable
{
    private const int InsertedUpTo = 16;

    private Members _members;

    private ObjectTable(RegoValue[] keys, RegoValue[] values, bool isSettled, int[]? slots = null) =>
        _members = new Members(keys, values, isSettled) { Slots = slots };

    /// <summary>The keys in order.</summary>
    public RegoValue[] Keys => Settled().Keys;

    /// <summary>The values in the order of their keys.</summary>
    public RegoValue[] Values => Settled().Values;

    /// <summary>A table of distinct keys, which are sorted in place, with their values.</summary>
    public static ObjectTable Of(RegoValue[] keys, RegoValue[] values)
    {
        Sort(keys, values);
        return new ObjectTable(keys, values, isSettled: true);
    }

    /// <summary>A table of distinct keys that are sorted, with their values and, where there is one, their index.</summary>
    public static ObjectTable Sorted(RegoValue[] keys, RegoValue[] values, int[]? slots) => new(keys, values, isSettled: true, slots);

    /// <summary>A table of members in any order. Of equal keys the last one counts.</summary>
    public static ObjectTable Unsettled(RegoValue[] keys, RegoValue[] values) => new(keys, values, isSettled: false);

    /// <summary>The value of a key, or null.</summary>
    public RegoValue? Find(RegoValue key)
    {
        var members = Searched();
        return HashIndex.Find(members.Keys, ref members.Slots, key) is var position and >= 0 ? members.Values[position] : null;
    }

    /// <summary>The value of a string key, or null.</summary>
    public RegoValue? Find(string key)
    {
        var members = Searched();
        return HashIndex.Find(members.Keys, ref members.Slots, key) is var position and >= 0 ? members.Values[position] : null;
    }

    private static void Sort(RegoValue[] keys, RegoValue[] values)
    {
        if (keys.Length > InsertedUpTo)
        {
            Array.Sort(keys, values);
            return;
        }

        for (var i = 1; i < keys.Length; i++)
        {
            var (key, value) = (keys[i], values[i]);
            var hole = i;
            for (; hole > 0 && keys[hole - 1].CompareTo(key) > 0; hole--)
            {
                keys[hole] = keys[hole - 1];
                values[hole] = values[hole - 1];
            }

            keys[hole] = key;
            values[hole] = value;
        }
    }

    // A search from the end finds the last of equal keys; an index over many wants them distinct.
    private Members Searched() => _members is { IsSettled: false, Keys.Length: > HashIndex.ComparedUpTo } ? Settled() : _members;

    // Two threads may both settle it: with the same result, in arrays of their own.
    private Members Settled()
    {
        var members = _members;
        if (members.IsSettled)
        {
            return members;
        }

        var last = new Dictionary<RegoValue, RegoValue>(members.Keys.Length);
        for (var i = 0; i < members.Keys.Length; i++)
        {
            last[members.Keys[i]] = members.Values[i];
        }

        RegoValue[] keys = [.. last.Keys];
        RegoValue[] values = [.. last.Values];
        Sort(keys, values);
        return _members = new Members(keys, values, true);
    }

    private sealed class Members(RegoValue[] keys, RegoValue[] values, bool isSettled)
    {
        public readonly RegoValue[] Keys = keys;
        public readonly RegoValue[] Values = values;
        public readonly bool IsSettled = isSettled;
        public int[]? Slots;
    }
}
