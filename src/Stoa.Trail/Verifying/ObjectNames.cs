namespace Stoa.Trail.Verifying;

/// <summary>
/// The names seen in the objects of one line, to find a repeated one: JSON readers disagree about which of two counts, so a line could
/// say one thing to one of them and another to the next (RFC 8259, section 4). One table for all lines and no work to empty it; linear
/// however many names a line has.
/// </summary>
internal sealed class ObjectNames
{
    private Slot[] _slots = new Slot[256];
    private byte[] _text = new byte[1024];
    private int _textLength;
    private int _count;
    private uint _line;

    public void Clear()
    {
        (_textLength, _count) = (0, 0);
        if (++_line == 0)
        {
            Array.Clear(_slots);
            _line = 1;
        }
    }

    /// <summary>Room for a name that has yet to be unescaped, to be given to <see cref="Add"/> at its real length.</summary>
    public Span<byte> Scratch(int length)
    {
        if (_text.Length - _textLength < length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _textLength + length));
        }

        return _text.AsSpan(_textLength, length);
    }

    /// <summary>Adds the name that stands in the scratch room; false where its object has it already.</summary>
    /// <param name="owner">Number of the object in its line.</param>
    /// <param name="length">Bytes of the name.</param>
    public bool Add(int owner, int length)
    {
        if (_count * 2 >= _slots.Length)
        {
            Grow();
        }

        var name = _text.AsSpan(_textLength, length);
        var hash = HashOf(owner, name);
        var at = hash & (_slots.Length - 1);
        for (; _slots[at].Line == _line; at = (at + 1) & (_slots.Length - 1))
        {
            ref var slot = ref _slots[at];
            if (slot.Hash == hash && slot.Owner == owner && _text.AsSpan(slot.Start, slot.Length).SequenceEqual(name))
            {
                return false;
            }
        }

        _slots[at] = new Slot(_line, hash, owner, _textLength, length);
        _textLength += length;
        _count++;
        return true;
    }

    // Seeded for each process: names that all fall into one place cannot be prepared.
    private static int HashOf(int owner, ReadOnlySpan<byte> name)
    {
        var hash = default(HashCode);
        hash.Add(owner);
        hash.AddBytes(name);
        return hash.ToHashCode();
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        foreach (var slot in old)
        {
            if (slot.Line == _line)
            {
                var at = slot.Hash & (_slots.Length - 1);
                while (_slots[at].Line == _line)
                {
                    at = (at + 1) & (_slots.Length - 1);
                }

                _slots[at] = slot;
            }
        }
    }

    private readonly record struct Slot(uint Line, int Hash, int Owner, int Start, int Length);
}
