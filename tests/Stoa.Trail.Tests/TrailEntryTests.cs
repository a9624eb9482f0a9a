using System.Text;
using Stoa.Trail.Tests.Building;

namespace Stoa.Trail.Tests;

public sealed class TrailEntryTests
{
    [Fact]
    public void Parse_ReadsWhatEveryEntryBeginsWith()
    {
        var line = Line(new TrailBuilder().Segment().Denial("a"));

        var entry = TrailEntry.Parse(line);

        Assert.Equal((2, TrailEntryKinds.Denial, "a", "acme"), (entry.Sequence, entry.Kind, entry.DecisionId, entry.Tenant));
        Assert.Equal((TrailBuilder.Start.AddMilliseconds(2), 64), (entry.Time, entry.Hash.Length));
        Assert.Equal(line, entry.Json.ToArray());
    }

    [Fact]
    public void Parse_OfALineAboutTheTrail_HasNoRecord()
    {
        var entry = TrailEntry.Parse(Line(new TrailBuilder().Segment()));

        Assert.Equal((TrailEntryKinds.Segment, null, null), (entry.Kind, entry.DecisionId, entry.Tenant));
        Assert.Null(entry.Usage);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema_version\":2,\"seq\":1,\"kind\":\"x\"}")]
    [InlineData("{\"schema_version\":1,\"seq\":\"1\",\"kind\":\"x\"}")]
    [InlineData("{\"schema_version\":1,\"seq\":1,\"kind\":7}")]
    [InlineData("{\"schema_version\":1,\"seq\":1")]
    [InlineData("{\"schema_version\":1,\"seq\":1,\"kind\":\"x\",\"time\":\"yesterday\"}")]
    public void Parse_OfAnythingElse_Throws(string line) => Assert.Throws<FormatException>(() => TrailEntry.Parse(Encoding.UTF8.GetBytes(line)));

    private static byte[] Line(TrailBuilder trail) => Encoding.ASCII.GetBytes(trail.Segments[^1].Lines[^1]);
}
