using System.Buffers;

namespace Stoa.Mcp.Gateway.Shadow;

/// <summary>A bounded copy of what passes by.</summary>
internal sealed class ObservedBytes(int cap)
{
    private readonly ArrayBufferWriter<byte> _copy = new();

    /// <summary>How many bytes have passed.</summary>
    public long Passed { get; private set; }

    /// <summary>Whether the copy is all that passed.</summary>
    public bool IsWhole => Passed == _copy.WrittenCount;

    /// <summary>The copy.</summary>
    public ReadOnlyMemory<byte> Bytes => _copy.WrittenMemory;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Passed += bytes.Length;
        var room = cap - _copy.WrittenCount;
        if (room > 0)
        {
            _copy.Write(bytes[..Math.Min(room, bytes.Length)]);
        }
    }
}
