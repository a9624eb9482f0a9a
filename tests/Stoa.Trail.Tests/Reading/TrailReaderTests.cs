using Stoa.Trail.Reading;
using Stoa.Trail.Tests.Building;

namespace Stoa.Trail.Tests.Reading;

public sealed class TrailReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Read_GoesAcrossSegments_CompressedOnesToo(int compressed)
    {
        var trail = new TrailBuilder().Segment().Intent("a").Head().Segment("rotation").Outcome("a").File().Segment("recovery").Denial("b").Head();
        trail.WriteTo(_folder.Path, compressed);

        var entries = ReadAll(new TrailReader(_folder.Path, "audit"), most: 3);

        Assert.Equal(["segment 1", "intent 2 a", "head 3", "segment 4", "outcome 5 a", "segment 6", "denial 7 b", "head 8"], entries);
    }

    [Theory]
    [InlineData(3, "segment 4")]
    [InlineData(4, "outcome 5 a")]
    [InlineData(5, "segment 6")]
    public void Read_BeginsBehindALine(long after, string expected)
    {
        new TrailBuilder().Segment().Intent("a").Head().Segment("rotation").Outcome("a").Segment("rotation").WriteTo(_folder.Path, compressed: 2);

        Assert.Equal(expected, ReadAll(new TrailReader(_folder.Path, "audit", after))[0]);
    }

    [Fact]
    public void Read_OfWhatRetentionLeft_BeginsWithTheOldestLine()
    {
        new TrailBuilder().Behind(100, new string('a', 64)).File().Segment("rotation").Denial("a").WriteTo(_folder.Path);

        using var reader = new TrailReader(_folder.Path, "audit");

        Assert.Equal(["segment 101", "denial 102 a"], ReadAll(reader));
        Assert.Equal(102, reader.Last);
    }

    [Fact]
    public void Read_OfAGrowingFile_GivesEachLineOnceItIsWhole()
    {
        var trail = new TrailBuilder().Segment().Denial("a").Denial("b");
        var path = Path.Combine(_folder.Path, trail.Segments[0].Name);
        using var reader = new TrailReader(_folder.Path, "audit");
        var seen = new List<string>();
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            foreach (var piece in trail.Segments[0].Bytes.Chunk(97))
            {
                file.Write(piece);
                file.Flush();
                seen.AddRange(ReadAll(reader));
            }
        }

        Assert.Equal(["segment 1", "denial 2 a", "denial 3 b"], seen);
        Assert.Empty(ReadAll(reader));
    }

    [Fact]
    public void Read_FindsSegmentsThatAreBegunMeanwhile()
    {
        using var reader = new TrailReader(_folder.Path, "audit");
        Assert.Empty(ReadAll(reader));
        var trail = new TrailBuilder().Segment().Denial("a");
        trail.WriteTo(_folder.Path);
        Assert.Equal(["segment 1", "denial 2 a"], ReadAll(reader));

        trail.File().Segment("rotation").Denial("b").WriteTo(_folder.Path);

        Assert.Equal(["segment 3", "denial 4 b"], ReadAll(reader));
    }

    [Fact]
    public void Read_OfAnAbandonedSegment_LeavesTheLinesThatTheNextOneReplaces()
    {
        var trail = new TrailBuilder().Segment().Denial("a");
        var (sequence, hash) = (trail.Sequence, trail.Hash);
        trail.Denial("lost").Denial("lost too").Behind(sequence, hash).Segment("recovery").Denial("b");
        trail.WriteTo(_folder.Path);

        Assert.Equal(["segment 1", "denial 2 a", "segment 3", "denial 4 b"], ReadAll(new TrailReader(_folder.Path, "audit")));
    }

    [Fact]
    public void Read_BesideTheWriter_WaitsForWhatIsDurable()
    {
        new TrailBuilder().Segment().Denial("a").Denial("b").WriteTo(_folder.Path);
        using var reader = new TrailReader(_folder.Path, "audit");

        Assert.Equal(["segment 1", "denial 2 a"], ReadAll(reader, upTo: 2));
        Assert.Equal(["denial 3 b"], ReadAll(reader, upTo: 3));
    }

    [Fact]
    public void Read_GoesOnInASegmentThatIsCompressedMeanwhile()
    {
        var trail = new TrailBuilder().Segment().Denial("a").Denial("b").Segment("rotation").Denial("c");
        trail.WriteTo(_folder.Path);
        using var reader = new TrailReader(_folder.Path, "audit");
        var entries = new List<TrailEntry>();
        reader.Read(entries, most: 1);

        trail.WriteTo(_folder.Path, compressed: 1);
        File.Delete(Path.Combine(_folder.Path, trail.Segments[0].Name));

        Assert.Equal(["denial 2 a", "denial 3 b", "segment 4", "denial 5 c"], ReadAll(reader));
    }

    [Fact]
    public void Read_OfALineThatIsNoEntry_NamesTheFile()
    {
        var trail = new TrailBuilder().Segment();
        trail.Segments[0].Lines.Add("{\"seq\":1}");
        trail.WriteTo(_folder.Path);

        var exception = Assert.Throws<FormatException>(() => ReadAll(new TrailReader(_folder.Path, "audit")));

        Assert.StartsWith(trail.Segments[0].Name + ": ", exception.Message, StringComparison.Ordinal);
    }

    private static List<string> ReadAll(TrailReader reader, int most = 1000, long upTo = long.MaxValue)
    {
        var entries = new List<TrailEntry>();
        while (reader.Read(entries, most, upTo) > 0)
        {
        }

        return [.. entries.Select(entry => $"{entry.Kind} {entry.Sequence} {entry.DecisionId}".TrimEnd())];
    }
}
