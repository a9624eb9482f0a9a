namespace Stoa.Trail.Verifying;

/// <summary>Takes the segments of one chain in order, and their lines, up to the first problem.</summary>
internal sealed class ChainVerifier
{
    private readonly string _stream;
    private readonly List<SegmentFile> _segments;
    private readonly VerifiedTrail _trail;
    private readonly VerifierRun _run;
    private readonly KnownHeadCheck _known;
    private readonly LineCheck _check;
    private TrailProblem? _problem;
    private int _segmentsRead;
    private long _lines;
    private long _lineInSegment;
    private long? _emptyFirst;

    public ChainVerifier(string stream, IEnumerable<SegmentFile> segments, VerifiedTrail trail, KnownHeadCheck known, VerifierRun run)
    {
        _stream = stream;
        _segments = SegmentFile.Ordered(segments, stream);
        _trail = trail;
        _known = known;
        _run = run;
        _check = new LineCheck(stream, trail, known);
    }

    /// <exception cref="IOException">A segment cannot be read.</exception>
    public async Task<ChainVerification> VerifyAsync()
    {
        for (var i = 0; i < _segments.Count && _problem is null; i++)
        {
            await VerifySegmentAsync(_segments[i], isLast: i == _segments.Count - 1);
            _run.End(_segments[i]);
            _segmentsRead++;
        }

        _problem ??= End();
        return Result();
    }

    private async Task VerifySegmentAsync(SegmentFile segment, bool isLast)
    {
        _lineInSegment = 0;
        try
        {
            await using var ahead = new ReadAhead(segment.Open(), isSmall: segment.Length < ReadAhead.PieceBytes && !segment.IsCompressed);
            var carried = 0;
            while (_problem is null && (await ahead.NextAsync(carried) || await GrowsAsync(ahead, carried, isLast)))
            {
                carried = CheckLines(ahead.Bytes.Span, segment);
                _run.Report(segment, ahead.Read);
            }

            if (_problem is null && carried > 0)
            {
                Fail(segment, _check.Link.Last + 1, "does not end in a line feed: the rest was cut off, or its writer stopped in the middle");
            }
            else if (_problem is null && _lineInSegment == 0)
            {
                Empty(segment);
            }
        }
        catch (InvalidDataException exception)
        {
            Fail(segment, _check.Link.Last + 1, $"cannot be read: {exception.Message}");
        }
    }

    private async Task<bool> GrowsAsync(ReadAhead ahead, int carried, bool isLast)
    {
        if (carried == 0 || !isLast || _run.Patience == TimeSpan.Zero)
        {
            return false;
        }

        await Task.Delay(_run.Patience, _run.CancellationToken);
        return await ahead.NextAsync(carried);
    }

    /// <summary>Checks whole lines; how many bytes are left of one that is not whole.</summary>
    private int CheckLines(ReadOnlySpan<byte> bytes, SegmentFile segment)
    {
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            var error = _check.Next(bytes[..end], _lineInSegment == 0 ? segment : null, out var sequence);
            if (error is null && _lines == 0 && _emptyFirst is { } first && first != sequence)
            {
                error = $"is not what the empty files before it were begun for, which is seq {first}";
            }

            if (error is not null)
            {
                Fail(segment, sequence, error);
                return 0;
            }

            bytes = bytes[(end + 1)..];
            _lineInSegment++;
            _lines++;
            _run.Lines++;
        }

        return bytes.Length;
    }

    // A segment without a line is legal; what follows it then begins where it would have begun.
    private void Empty(SegmentFile segment)
    {
        if (_check.Link.Last > 0 ? segment.First != _check.Link.Last + 1 : _emptyFirst is { } other && other != segment.First)
        {
            Fail(segment, segment.First, "is missing: its file is empty, and what stands before it does not lead up to it");
        }

        _emptyFirst = segment.First;
    }

    private void Fail(SegmentFile segment, long sequence, string message) =>
        _problem = new TrailProblem { Stream = _stream, Segment = segment.Name, Line = _lineInSegment + 1, Sequence = sequence, Message = message };

    private TrailProblem? End()
    {
        if (_known.End() is { } cut)
        {
            return AtEnd(cut.Sequence, $"is missing: a head of it was kept elsewhere, and the chain ends with seq {_check.Link.Last}; what followed was cut off");
        }

        return !_trail.Keys.AreFromTrail && _lines > 0 && _check.Heads.Heads == 0
            ? AtEnd(null, "ends without one head signed by a key that was given")
            : null;
    }

    private TrailProblem AtEnd(long? sequence, string message) => new()
    {
        Stream = _stream,
        Segment = _segments.Count > 0 ? _segments[^1].Name : "",
        Line = sequence is null || _segments.Count == 0 ? 0 : _lineInSegment + 1,
        Sequence = sequence,
        Message = message,
    };

    private ChainVerification Result() => new()
    {
        Stream = _stream,
        Problem = _problem,
        Segments = _segmentsRead,
        Lines = _lines,
        FirstSequence = _check.Link.First,
        LastSequence = _check.Link.Last,
        LastHash = _lines == 0 ? "" : System.Text.Encoding.ASCII.GetString(_check.Link.Hash),
        FirstTime = _check.Times.First,
        LastTime = _check.Times.Last,
        Heads = _check.Heads.Heads,
        LinesAfterLastHead = _check.Heads.LinesSince,
        ClosedRecords = _check.Records.Closed,
        Denials = _check.Records.Denials,
        OpenRecords = _check.Records.Open,
        OldestOpen = _check.Records.OldestOpen,
        KnownHeadsFound = _known.Found,
        KnownHeadsRemoved = _known.Removed,
    };
}
