namespace Stoa.Rego;

/// <summary>Finds a value's position in an array of distinct values: by comparison while there are few, by hash beyond.</summary>
internal sealed class HashIndex
{
    private const int ComparedUpTo = 16;
    private readonly RegoValue[] _keys;
    private readonly int[]? _slots; // position + 1, 0 where free; open addressing

    public HashIndex(RegoValue[] keys)
    {
        _keys = keys;
        if (keys.Length <= ComparedUpTo)
        {
            return;
        }

        _slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)keys.Length * 2)];
        for (var position = 0; position < keys.Length; position++)
        {
            var slot = Start(keys[position].GetHashCode());
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = position + 1;
        }
    }

    /// <summary>The position of a value, or -1.</summary>
    public int Find(RegoValue key) => key is RegoString text ? Find(text.Value, text) : _slots is null ? FindByComparison(key) : FindByHash(key);

    /// <summary>The position of a string, or -1.</summary>
    public int Find(string text) => Find(text, null);

    private int Find(string text, RegoString? key)
    {
        if (_slots is not null)
        {
            return FindByHash(key ?? RegoString.Of(text));
        }

        var keys = _keys;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] is RegoString candidate && string.Equals(candidate.Value, text))
            {
                return i;
            }
        }

        return -1;
    }

    private int FindByComparison(RegoValue key)
    {
        for (var i = 0; i < _keys.Length; i++)
        {
            if (_keys[i].Equals(key))
            {
                return i;
            }
        }

        return -1;
    }

    private int FindByHash(RegoValue key)
    {
        var slots = _slots!;
        for (var slot = Start(key.GetHashCode()); slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
        {
            if (_keys[slots[slot] - 1].Equals(key))
            {
                return slots[slot] - 1;
            }
        }

        return -1;
    }

    // Integers hash to themselves: spread them.
    private int Start(int hash) => (int)((uint)hash * 0x9E3779B9u >> 7) & (_slots!.Length - 1);
}
