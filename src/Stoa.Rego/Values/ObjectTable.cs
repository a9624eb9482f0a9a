namespace Stoa.Rego;

/// <summary>The members of an object, sorted by key.</summary>
internal sealed class ObjectTable(RegoValue[] keys, RegoValue[] values, HashIndex? index = null)
{
    private const int InsertedUpTo = 16;
    private HashIndex? _index = index;

    public RegoValue[] Keys { get; } = keys;

    public RegoValue[] Values { get; } = values;

    public HashIndex Index => _index ??= new HashIndex(Keys);

    /// <summary>Sorts distinct keys, and their values along, in place.</summary>
    public static ObjectTable Sorting(RegoValue[] keys, RegoValue[] values)
    {
        if (keys.Length > InsertedUpTo)
        {
            Array.Sort(keys, values);
            return new ObjectTable(keys, values);
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

        return new ObjectTable(keys, values);
    }
}
