using Stoa.Mcp.Gateway.Upstreams;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>Lets no event through that is larger than a cap: the parser behind it keeps an event until it is whole.</summary>
internal sealed class CappedEventStream(Stream inner, int cap) : Stream
{
    private long _sinceEvent;
    private bool _atLineStart;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Count(buffer.Span[..read]);
        return _sinceEvent <= cap ? read : throw new UpstreamException($"An event is larger than {cap} bytes (MaxAnswerBytes).", wasSent: true);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // An empty line ends an event. Returns and feeds both end lines, so two of either in a row are an empty line, or the end of one line.
    private void Count(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                _sinceEvent += bytes.Length;
                _atLineStart = false;
                return;
            }

            _sinceEvent += end + 1;
            if (end == 0 && _atLineStart)
            {
                _sinceEvent = 0;
            }

            _atLineStart = true;
            bytes = bytes[(end + 1)..];
        }
    }
}
