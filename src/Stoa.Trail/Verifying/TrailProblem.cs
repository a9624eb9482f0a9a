namespace Stoa.Trail.Verifying;

/// <summary>The first line of a chain that is not what was written, and why.</summary>
public sealed record TrailProblem
{
    /// <summary>The chain: <c>audit</c> or <c>refusals</c>.</summary>
    public required string Stream { get; init; }

    /// <summary>Name of the segment's file; empty where the chain has none.</summary>
    public required string Segment { get; init; }

    /// <summary>Number of the line in its file, from 1; 0 where it is about no line.</summary>
    public long Line { get; init; }

    /// <summary>The <c>seq</c> that the line has or should have; null where that is not known.</summary>
    public long? Sequence { get; init; }

    /// <summary>What is wrong, to be read behind the line's place: <c>does not hash to what it says</c>.</summary>
    public required string Message { get; init; }

    /// <summary>Place and message in one sentence.</summary>
    public override string ToString()
    {
        var place = Segment.Length == 0 ? Stream : Line == 0 ? Segment : $"{Segment}, line {Line}";
        return Sequence is { } sequence ? $"{place} (seq {sequence}) {Message}" : $"{place} {Message}";
    }
}
