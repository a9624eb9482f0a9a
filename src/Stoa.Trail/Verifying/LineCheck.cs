using System.Text;

namespace Stoa.Trail.Verifying;

/// <summary>Everything that is checked of one line after another of a chain, in the order in which errors are best understood.</summary>
internal sealed class LineCheck(string stream, VerifiedTrail trail, KnownHeadCheck known)
{
    private readonly LineFields _fields = new();
    private bool _segmentsAreNamed;

    public ChainLink Link { get; } = new();

    public RecordBook Records { get; } = new();

    public HeadCheck Heads { get; } = new(stream, trail);

    public LineTimes Times { get; } = new();

    /// <summary>Checks the next line; what is wrong with it, or null.</summary>
    /// <param name="line">Its bytes, without the line feed.</param>
    /// <param name="begun">The segment, where the line is its first.</param>
    /// <param name="sequence">The <c>seq</c> that the line says it has, or should have.</param>
    public string? Next(ReadOnlySpan<byte> line, SegmentFile? begun, out long sequence)
    {
        sequence = Link.Last + 1;
        if (LineLayout.Read(line, out var layout) is { } malformed)
        {
            return malformed;
        }

        if (!layout.HashIsRight())
        {
            return "does not hash to what it says: it was changed";
        }

        sequence = layout.Sequence;
        if (begun is not null && begun.First != sequence)
        {
            return $"is the first of a file whose name says that it begins with seq {begun.First}";
        }

        if ((Link.Check(layout) ?? _fields.Read(line) ?? Content(line, begun, sequence)) is { } error)
        {
            return error;
        }

        Link.Take(layout);
        Times.Take(line[_fields.Time]);
        return known.Line(sequence, layout.Hash);
    }

    private string? Content(ReadOnlySpan<byte> line, SegmentFile? begun, long sequence)
    {
        var kind = line[_fields.Kind];
        var isSegment = kind.SequenceEqual("segment"u8);
        if (begun is not null && (isSegment ? BeginSegment(line, begun) : BeginUnnamed(begun)) is { } error)
        {
            return error;
        }

        if (kind.SequenceEqual("head"u8))
        {
            return Heads.Head(line, _fields);
        }

        if (isSegment && begun is null)
        {
            return "begins a segment in the middle of one";
        }

        var decision = line[_fields.DecisionId];
        return Heads.Other()
            ?? (kind.SequenceEqual("intent"u8) ? Records.Intent(decision, sequence)
            : kind.SequenceEqual("outcome"u8) ? Records.Outcome(decision)
            : kind.SequenceEqual("denial"u8) ? Records.Denial(decision)
            : null);
    }

    private string? BeginSegment(ReadOnlySpan<byte> line, SegmentFile segment)
    {
        _segmentsAreNamed = true;
        if (!Ascii.Equals(line[_fields.Stream], stream))
        {
            return "begins a segment of another chain";
        }

        var begins = Link.First == 0 && segment.First > 1;
        var listed = 0;
        var error = trail.Identify(line[_fields.Trail])
            ?? Heads.Begin(line[_fields.KeyId], line[_fields.PublicKey])
            ?? SegmentLine.ReadOpen(line[_fields.Open], Records, begins, out listed);
        if (error is null && listed < Records.Open)
        {
            trail.Warn($"{segment.Name} lists {listed} open records in its first line where {Records.Open} have no outcome yet");
        }

        return error;
    }

    private string? BeginUnnamed(SegmentFile segment)
    {
        Heads.BeginUnnamed();
        if (_segmentsAreNamed)
        {
            return "is not of kind 'segment', as the first line of a segment is";
        }

        trail.Warn($"{segment.Name} does not begin with a line of kind 'segment'");
        if (Link.First == 0 && segment.First > 1)
        {
            Records.BeginUnknown();
        }

        return null;
    }
}
