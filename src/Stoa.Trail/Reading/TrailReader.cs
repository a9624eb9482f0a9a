namespace Stoa.Trail.Reading;

/// <summary>
/// Follows one chain of a trail from a line onward, across segments, compressed ones too, while it grows. Used by one thread at a time.
/// </summary>
/// <remarks>
/// After trouble with its disk a writer leaves a segment and goes on in a new one from the last line it had confirmed. What stands behind
/// that line in the old file was never part of the chain, so a line is read from a segment only where no later one begins at or before it.
/// </remarks>
public sealed class TrailReader : IDisposable
{
    private readonly string _folder;
    private readonly string _stream;
    private SegmentLines? _lines;
    private long? _nextFirst;

    /// <summary>Begins behind a line.</summary>
    /// <param name="folder">The trail's folder.</param>
    /// <param name="stream">The chain: <c>audit</c> or <c>refusals</c>.</param>
    /// <param name="after">The <c>seq</c> after which to read; 0 for all that is kept.</param>
    public TrailReader(string folder, string stream, long after = 0)
    {
        _folder = folder;
        _stream = stream;
        Last = after;
    }

    /// <summary>The <c>seq</c> of the last line read, or where reading began.</summary>
    public long Last { get; private set; }

    /// <summary>Adds lines that are there now, in order.</summary>
    /// <param name="into">Gets the entries.</param>
    /// <param name="most">Most entries to add.</param>
    /// <param name="upTo">The highest <c>seq</c> to read: for a reader beside the writer, the last line known to be durable.</param>
    /// <returns>How many were added; 0 where nothing more is there yet.</returns>
    /// <exception cref="IOException">A segment cannot be read.</exception>
    /// <exception cref="FormatException">A line is no entry.</exception>
    public int Read(ICollection<TrailEntry> into, int most, long upTo = long.MaxValue)
    {
        FindSegment();
        var count = 0;
        while (count < most && _lines is not null)
        {
            if (_lines.Peek() is { } entry && entry.Sequence < (_nextFirst ?? long.MaxValue))
            {
                if (entry.Sequence > upTo)
                {
                    break;
                }

                _lines.Take();
                if (entry.Sequence > Last)
                {
                    Last = entry.Sequence;
                    into.Add(entry);
                    count++;
                }
            }
            else if (!MoveOn())
            {
                break;
            }
        }

        return count;
    }

    /// <inheritdoc />
    public void Dispose() => _lines?.Dispose();

    /// <summary>Looks again at the folder: for the segment that holds the next line, and for where the one after it begins.</summary>
    private void FindSegment()
    {
        var segments = TrailSegment.In(_folder, _stream);
        var at = -1;
        for (var i = 0; i < segments.Count && (at < 0 || segments[i].FirstSequence <= Last + 1); i++)
        {
            at = i;
        }

        if (at < 0)
        {
            return;
        }

        if (_lines is null || (_lines.Segment.FirstSequence, _lines.Segment.Begun) != (segments[at].FirstSequence, segments[at].Begun))
        {
            _lines?.Dispose();
            _lines = new SegmentLines(segments[at]);
        }

        _nextFirst = at + 1 < segments.Count ? segments[at + 1].FirstSequence : null;
    }

    private bool MoveOn()
    {
        // The lines before a gap are gone: the chain is followed from where it goes on, and the gap is for a verifier to name.
        if (_nextFirst is not { } first)
        {
            return false;
        }

        Last = Math.Max(Last, first - 1);
        var before = _lines!.Segment;
        FindSegment();
        return _lines.Segment != before;
    }
}
