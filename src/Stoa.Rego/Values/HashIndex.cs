namespace Stoa.Rego;

/// <summary>Finds a value's position in an array of distinct values: by comparison while there are few, by hash beyond.</summary>
internal static class HashIndex
{
    public const int ComparedUpTo = 16;

    /// <summary>The slots of an index over many keys, or null where there are few: position + 1 at the hash's place or behind it, 0 where free.</summary>
    public static int[]? Build(RegoValue[] keys)
    {
        if (keys.Length <= ComparedUpTo)
        {
            return null;
        }

        var slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)keys.Length * 2)];
        for (var position = 0; position < keys.Length; position++)
        {
            var slot = Start(slots, keys[position].GetHashCode());
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = position + 1;
        }

        return slots;
    }

    /// <summary>The position of a value, the last of equal ones, or -1.</summary>
    public static int Find(RegoValue[] keys, ref int[]? slots, RegoValue key)
    {
        if (keys.Length <= ComparedUpTo)
        {
            return key is RegoString text ? FindText(keys, text, text.Value) : FindByComparison(keys, key);
        }

        return FindByHash(keys, slots ??= Build(keys)!, key);
    }

    /// <summary>The position of a string, or -1.</summary>
    public static int Find(RegoValue[] keys, ref int[]? slots, string text) =>
        keys.Length <= ComparedUpTo ? FindText(keys, null, text) : FindByHash(keys, slots ??= Build(keys)!, RegoString.Of(text));

    private static int FindText(RegoValue[] keys, RegoString? key, string text)
    {
        for (var i = keys.Length - 1; i >= 0; i--)
        {
            if (ReferenceEquals(keys[i], key) || (keys[i] is RegoString candidate && string.Equals(candidate.Value, text)))
            {
                return i;
            }
        }

        return -1;
    }

    private static int FindByComparison(RegoValue[] keys, RegoValue key)
    {
        for (var i = keys.Length - 1; i >= 0; i--)
        {
            if (keys[i].Equals(key))
            {
                return i;
            }
        }

        return -1;
    }

    private static int FindByHash(RegoValue[] keys, int[] slots, RegoValue key)
    {
        for (var slot = Start(slots, key.GetHashCode()); slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
        {
            if (keys[slots[slot] - 1].Equals(key))
            {
                return slots[slot] - 1;
            }
        }

        return -1;
    }

    // Integers hash to themselves: spread them.
    private static int Start(int[] slots, int hash) => (int)((uint)hash * 0x9E3779B9u >> 7) & (slots.Length - 1);
}
