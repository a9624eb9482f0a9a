using System.Buffers;
using System.Runtime.InteropServices;
using Stoa.Mcp.Governance.Auditing.Heads;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>Lines that are made and not yet written: entries, and the heads among them. Used by the writer's thread, again and again.</summary>
internal sealed class PendingLines(HeadLines heads)
{
    private const int MostKept = 8 * 1024 * 1024;
    private const int FirstBuffer = 64 * 1024;

    private ArrayBufferWriter<byte> _bytes = new(FirstBuffer);
    private readonly List<EntryFacts?> _facts = [];
    private Range _head;

    /// <summary>The end of the chain, with them.</summary>
    public ChainHead End { get; private set; } = ChainHead.Start;

    /// <summary>Lines behind the last head, with them.</summary>
    public int Uncovered { get; private set; }

    /// <summary>Whether a head is among them.</summary>
    public bool HasHead { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>What each line tells of itself, where that is known.</summary>
    public ReadOnlySpan<EntryFacts?> Facts => CollectionsMarshal.AsSpan(_facts);

    /// <summary>The last head among them, with its line feed.</summary>
    public ReadOnlySpan<byte> Head => Bytes[_head];

    /// <summary>Forgets all, and goes on from this end of the chain.</summary>
    public void Begin(ChainHead end, int uncovered)
    {
        if (_bytes.Capacity > MostKept)
        {
            _bytes = new ArrayBufferWriter<byte>(FirstBuffer);
        }

        _bytes.ResetWrittenCount();
        _facts.Clear();
        (End, Uncovered, HasHead) = (end, uncovered, false);
    }

    public void Add(ReadOnlySpan<byte> body, EntryFacts? facts = null)
    {
        _facts.Add(facts);
        End = ChainLine.Append(_bytes, End, body);
        Uncovered++;
    }

    /// <summary>Adds a head that covers all lines before it.</summary>
    public void AddHead(string trail, HeadKey key)
    {
        _facts.Add(null);
        var from = _bytes.WrittenCount;
        End = heads.Append(_bytes, End, trail, Uncovered, key);
        _head = from.._bytes.WrittenCount;
        (Uncovered, HasHead) = (0, true);
    }
}
