using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// The keys of all open objects, innermost last, to tell a key that is there already. Few keys are compared one by one; from
/// <see cref="Few"/> on by hash, seeded for the process, so that a body of many keys does not cost their square.
/// </summary>
internal ref struct KeyTable
{
    private const int Few = 16;

    private readonly ReadOnlySpan<byte> _body;
    private Span<KeyEntry> _entries;
    private KeyEntry[]? _rentedEntries;
    private int[]? _hashes;

    internal KeyTable(ReadOnlySpan<byte> body, Span<KeyEntry> entries)
    {
        _body = body;
        _entries = entries;
    }

    /// <summary>Keys in the table.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets the keys of the innermost object.</summary>
    /// <param name="first">Where they start.</param>
    public void Truncate(int first) => Count = first;

    /// <summary>Adds a key of the innermost object; false where the object has one like it.</summary>
    /// <param name="first">Where the keys of that object start.</param>
    /// <param name="key">The key; its text holds no half surrogate pairs.</param>
    /// <param name="folded">Whether keys that a lenient reader takes for one another are alike.</param>
    public bool TryAdd(int first, KeyEntry key, bool folded)
    {
        var isNew = Count - first < Few ? IsNewAmongFew(first, key, folded) : IsNewAmongMany(first, key, folded);
        if (Count == _entries.Length)
        {
            Grow();
        }

        _entries[Count++] = key;
        return isNew;
    }

    /// <summary>Gives rented memory back.</summary>
    public void Dispose()
    {
        if (_rentedEntries is not null)
        {
            ArrayPool<KeyEntry>.Shared.Return(_rentedEntries);
        }

        if (_hashes is not null)
        {
            ArrayPool<int>.Shared.Return(_hashes);
        }
    }

    private readonly bool IsNewAmongFew(int first, KeyEntry key, bool folded)
    {
        foreach (ref readonly var other in _entries[first..Count])
        {
            // Plain keys of different length are the common case.
            if ((other.Length == key.Length || !other.Plain || !key.Plain) && AreAlike(key, other, folded))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsNewAmongMany(int first, KeyEntry key, bool folded)
    {
        _hashes ??= ArrayPool<int>.Shared.Rent(Math.Max(_entries.Length, 4 * Few));
        if (_hashes.Length <= Count)
        {
            var larger = ArrayPool<int>.Shared.Rent(2 * Count);
            _hashes.AsSpan(0, Count).CopyTo(larger);
            ArrayPool<int>.Shared.Return(_hashes);
            _hashes = larger;
        }

        if (Count - first == Few)
        {
            for (var i = first; i < Count; i++)
            {
                _hashes[i] = Hash(_entries[i], folded);
            }
        }

        var hash = _hashes[Count] = Hash(key, folded);
        var hashes = _hashes.AsSpan(first, Count - first);
        for (int from = 0, at; (at = hashes[from..].IndexOf(hash)) >= 0; from += at + 1)
        {
            if (AreAlike(key, _entries[first + from + at], folded))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool AreAlike(KeyEntry one, KeyEntry other, bool folded)
    {
        if (one.Plain && other.Plain)
        {
            return one.Length == other.Length
                && (folded ? Ascii.EqualsIgnoreCase(Bytes(one), Bytes(other)) : Bytes(one).SequenceEqual(Bytes(other)));
        }

        if (folded)
        {
            return KeyFold.AreTwins(Text(one), Text(other));
        }

        return one.Escaped || other.Escaped
            ? string.Equals(Text(one), Text(other), StringComparison.Ordinal)
            : Bytes(one).SequenceEqual(Bytes(other));
    }

    private readonly int Hash(KeyEntry key, bool folded)
    {
        Span<char> text = stackalloc char[128];
        if (key.Plain && key.Length <= text.Length)
        {
            text = text[..Encoding.ASCII.GetChars(Bytes(key), text)];
            return folded ? string.GetHashCode(text, StringComparison.OrdinalIgnoreCase) : string.GetHashCode(text);
        }

        return folded
            ? KeyFold.Fold(Text(key)).GetHashCode(StringComparison.OrdinalIgnoreCase)
            : string.GetHashCode(Text(key));
    }

    private readonly ReadOnlySpan<byte> Bytes(KeyEntry key) => _body.Slice(key.Start, key.Length);

    private readonly string Text(KeyEntry key) =>
        JsonText.Read(_body, new JsonToken(key.Start, key.Length, JsonTokenType.PropertyName, key.Escaped));

    private void Grow()
    {
        var larger = ArrayPool<KeyEntry>.Shared.Rent(2 * _entries.Length);
        _entries.CopyTo(larger);
        if (_rentedEntries is not null)
        {
            ArrayPool<KeyEntry>.Shared.Return(_rentedEntries);
        }

        _entries = _rentedEntries = larger;
    }
}
