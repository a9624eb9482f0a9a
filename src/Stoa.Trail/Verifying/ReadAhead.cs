using System.Buffers;

namespace Stoa.Trail.Verifying;

/// <summary>Reads the bytes of a segment in large pieces, the next one while the one before is looked at.</summary>
/// <remarks>Before each piece stays room for the line that the piece before it broke off in, so that every line is in one place.</remarks>
internal sealed class ReadAhead : IAsyncDisposable
{
    /// <summary>No line is longer: the largest that a writer makes lists the records that were open.</summary>
    public const int LongestLine = 64 * 1024 * 1024;

    /// <summary>How much is read at once.</summary>
    public const int PieceBytes = 512 * 1024;
    private const int FirstRoom = 64 * 1024;

    private readonly Stream _stream;
    private byte[] _current;
    private byte[] _next;
    private Task<int> _pending;

    /// <param name="stream">The segment's lines; disposed with this.</param>
    /// <param name="isSmall">Whether they fit into one piece, so that reading ahead brings nothing.</param>
    public ReadAhead(Stream stream, bool isSmall)
    {
        _stream = stream;
        _current = ArrayPool<byte>.Shared.Rent(FirstRoom + PieceBytes);
        _next = ArrayPool<byte>.Shared.Rent(FirstRoom + PieceBytes);
        _pending = Begin(atOnce: isSmall);
    }

    private int Room => _next.Length - PieceBytes;

    /// <summary>What was carried, and the piece.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public long Read { get; private set; }

    /// <summary>Goes on to the next piece; false at the end, where what is carried stays.</summary>
    /// <param name="carried">How many of the last bytes are looked at again, with what follows them.</param>
    /// <exception cref="IOException">The segment cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is compressed, and damaged; or a line has no end.</exception>
    public async ValueTask<bool> NextAsync(int carried)
    {
        var read = await _pending;
        if (read == 0)
        {
            _pending = Begin(atOnce: true);
            return false;
        }

        var rest = Bytes[^carried..];
        var room = Room;
        if (carried > room)
        {
            Widen(carried, read);
            room = Room;
        }

        rest.CopyTo(_next.AsMemory(room - carried));
        Bytes = _next.AsMemory(room - carried, carried + read);
        (_current, _next) = (_next, _current);
        Read += read;
        _pending = Begin(atOnce: read < PieceBytes);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await ((Task)_pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stream.DisposeAsync();
        ArrayPool<byte>.Shared.Return(_current);
        ArrayPool<byte>.Shared.Return(_next);
    }

    private void Widen(int carried, int read)
    {
        if (carried > LongestLine)
        {
            throw new InvalidDataException("A line has no end.");
        }

        var wide = ArrayPool<byte>.Shared.Rent((carried * 2) + PieceBytes);
        _next.AsSpan(Room, read).CopyTo(wide.AsSpan(wide.Length - PieceBytes));
        ArrayPool<byte>.Shared.Return(_next);
        _next = wide;
    }

    // A decompressing stream gives little at a time, and does its work in the call.
    private Task<int> Begin(bool atOnce)
    {
        var piece = _next.AsMemory(Room, PieceBytes);
        return atOnce ? Task.FromResult(Fill(piece)) : Task.Run(() => Fill(piece));
    }

    private int Fill(Memory<byte> piece) => _stream.ReadAtLeast(piece.Span, PieceBytes, throwOnEndOfStream: false);
}
