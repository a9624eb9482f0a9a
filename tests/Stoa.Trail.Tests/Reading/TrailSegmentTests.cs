using Stoa.Trail.Reading;

namespace Stoa.Trail.Tests.Reading;

public sealed class TrailSegmentTests
{
    [Theory]
    [InlineData("audit-20261122T101500123-000000000001.jsonl", "audit", 1, false)]
    [InlineData("refusals-20261122T101500123-1234567890123.jsonl.gz", "refusals", 1234567890123, true)]
    public void TryParse_ReadsTheName(string name, string stream, long first, bool compressed)
    {
        var segment = TrailSegment.TryParse("/trail/" + name);

        Assert.Equal((stream, first, compressed, name), (segment?.Stream, segment?.FirstSequence, segment?.Compressed, segment?.Name));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 10, 15, 0, 123, TimeSpan.Zero), segment?.Begun);
    }

    [Theory]
    [InlineData("digest.key")]
    [InlineData("audit-20261122T101500123-000000000001.jsonl.torn")]
    [InlineData("audit-20261322T101500123-000000000001.jsonl")]
    [InlineData("audit-20261122T101500123-.jsonl")]
    [InlineData("audit-20261122T101500123-x.jsonl")]
    [InlineData("-20261122T101500123-000000000001.jsonl")]
    [InlineData("a.jsonl")]
    [InlineData(".jsonl")]
    public void TryParse_OfAnotherName_GivesNothing(string name) => Assert.Null(TrailSegment.TryParse(name));

    [Fact]
    public void In_GivesOneOfASegmentThatIsThereTwice_InTheOrderOfTheChain()
    {
        using var folder = new TempFolder();
        string[] names =
        [
            "audit-20261122T101500123-000000000009.jsonl",
            "audit-20261122T101500123-000000000009.jsonl.gz",
            "audit-20261122T101500124-000000000001.jsonl.gz",
            "refusals-20261122T101500123-000000000001.jsonl",
        ];
        foreach (var name in names)
        {
            File.WriteAllText(Path.Combine(folder.Path, name), "");
        }

        Assert.Equal([names[2], names[0]], TrailSegment.In(folder.Path, "audit").Select(segment => segment.Name));
    }
}
