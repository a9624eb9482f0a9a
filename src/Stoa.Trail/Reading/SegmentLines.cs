namespace Stoa.Trail.Reading;

/// <summary>The whole lines of one segment, in order. A line without its line feed is not there yet, and is looked for again.</summary>
internal sealed class SegmentLines(TrailSegment segment) : IDisposable
{
    // Below what goes to the large object heap: entries keep their chunk alive, and are many.
    private const int ChunkBytes = 64 * 1024;

    private readonly Stream _stream = segment.OpenRead();
    private byte[] _buffer = [];
    private byte[] _spare = [];
    private int _start;
    private int _end;
    private int _searched;
    private TrailEntry? _next;
    private int _length;

    public TrailSegment Segment => segment;

    /// <summary>The next line, or null where none is whole yet.</summary>
    /// <exception cref="FormatException">The line is no entry.</exception>
    public TrailEntry? Peek() => _next ??= Next();

    /// <summary>Goes on behind the line that <see cref="Peek"/> gave.</summary>
    public void Take()
    {
        _next = null;
        _start += _length + 1;
        _searched = _start;
    }

    public void Dispose() => _stream.Dispose();

    private TrailEntry? Next()
    {
        for (; ; )
        {
            var feed = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                _length = _searched + feed - _start;
                return Parse(_buffer.AsMemory(_start, _length));
            }

            _searched = _end;
            if (!Fill())
            {
                return null;
            }
        }
    }

    private TrailEntry Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return TrailEntry.Parse(line);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{segment.Name}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads on into a new buffer, since entries keep the bytes of the old one. One that stayed empty is kept for the next look.</summary>
    private bool Fill()
    {
        var rest = _end - _start;
        var buffer = _spare.Length > rest ? _spare : new byte[Math.Max(ChunkBytes, rest * 2)];
        var read = _stream.Read(buffer, rest, buffer.Length - rest);
        _spare = read == 0 ? buffer : [];
        if (read == 0)
        {
            return false;
        }

        _buffer.AsSpan(_start, rest).CopyTo(buffer);
        (_buffer, _searched, _start, _end) = (buffer, rest, 0, rest + read);
        return true;
    }
}
