using System.Security.Cryptography;
using Stoa.Trail.Tests.Building;

namespace Stoa.Trail.Tests.Verifying;

/// <summary>One test for each thing that can be wrong with a line whose hash is right.</summary>
public sealed class BrokenLineTests
{
    public static TheoryData<string, string> Fields => new()
    {
        { "\"a\":1,\"a\":2", "has the field 'a' twice" },
        { "\"a\":1,\"\\u0061\":2", "has the field 'a' twice" },
        { "\"x\":{\"b\":[{\"c\":1},{\"c\":1,\"c\":2}]}", "has the field 'c' twice" },
        { "\"seq\":2", "has the field 'seq' twice" },
        { "\"a\":", "is not JSON" },
        { "\"a\":1}{\"b\":2", "is not JSON" },
        { "\"a\":01", "is not JSON" },
        { "\"a\":\"\\ud800\"", "is not JSON" },
        { "\"\\ud800\":1", "is not JSON" },
        { "\"a\":\"\u0007\"", "has a byte that is not printable ASCII" },
        { "\"a\":\"\u007f\"", "has a byte that is not printable ASCII" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Line_ThatIsNotOneObjectOfText_Fails(string fields, string expected)
    {
        var trail = new TrailBuilder().Segment().Add("denial", fields, "a").Head();

        var problem = (await Verification.OfAsync(trail)).Problem;

        Assert.StartsWith(expected, problem?.Message, StringComparison.Ordinal);
        Assert.Equal((2L, 2L), (problem?.Line, problem?.Sequence));
    }

    [Theory]
    [InlineData("{\"schema_version\":2,\"seq\":2,", "has a schema_version other than 1")]
    [InlineData("{\"schema_version\":1,\"seq\":02,", "has no seq behind schema_version")]
    [InlineData("{\"schema_version\":1,\"seq\":+2,", "has no seq behind schema_version")]
    [InlineData("{\"schema_version\":1,\"seq\":99999999999999999999,", "has no seq behind schema_version")]
    [InlineData("{\"seq\":2,\"schema_version\":1,", "does not begin with schema_version")]
    [InlineData("{\"schema_version\":1,\"seq\":3,", "follows line 1 directly: the lines between are missing")]
    [InlineData("{\"schema_version\":1,\"seq\":1,", "follows line 1, and stood before it")]
    public async Task Line_WithAnotherBegin_Fails(string begin, string expected)
    {
        var trail = new TrailBuilder().Segment();
        trail.AddRaw($"{begin}\"prev\":\"{trail.Hash}\",\"kind\":\"denial\",\"decision_id\":\"a\",\"time\":\"2026-11-22T10:15:30.123Z\"");

        Assert.Equal(expected, await Verification.ProblemOfAsync(trail));
    }

    [Fact]
    public async Task ObjectsOfTheSameNames_AreNotConfused()
    {
        var many = string.Join(',', Enumerable.Range(0, 3000).Select(i => $"\"f{i}\":{{\"a\":1,\"b\":[{{\"a\":2}},{{\"a\":3}}]}}"));
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 500)) + "1" + new string('}', 500);

        var trail = new TrailBuilder().Segment().Add("denial", $"\"x\":{{{many}}},\"y\":{deep}", "a").Head();

        Assert.Null(await Verification.ProblemOfAsync(trail));
    }

    [Fact]
    public async Task LinesLongerThanWhatIsReadAtOnce_AreRead()
    {
        var trail = new TrailBuilder().Segment();
        for (var i = 0; i < 8; i++)
        {
            trail.Add("denial", $"\"x\":\"{new string('x', 300_000 * i)}\"", $"{i}");
        }

        Assert.Null(await Verification.ProblemOfAsync(trail.Head()));
    }

    [Fact]
    public async Task FirstLine_ThatContinuesNothing_Fails()
    {
        var trail = new TrailBuilder().Behind(0, new string('a', 64)).Segment();

        Assert.Equal("does not continue the line before: its prev is not that line's hash", await Verification.ProblemOfAsync(trail));
    }

    [Theory]
    [InlineData("a", "is the second intent of a record")]
    public async Task Intent_Twice_Fails(string id, string expected) =>
        Assert.Equal(expected, await Verification.ProblemOfAsync(new TrailBuilder().Segment().Intent(id).Intent(id)));

    [Fact]
    public async Task Outcome_WithoutIntent_OrTwice_Fails()
    {
        const string Expected = "is an outcome without an intent before it, or the second one of its record";

        Assert.Equal(Expected, await Verification.ProblemOfAsync(new TrailBuilder().Segment().Outcome("a")));
        Assert.Equal(Expected, await Verification.ProblemOfAsync(new TrailBuilder().Segment().Intent("a").Outcome("a").Outcome("a")));
    }

    [Fact]
    public async Task Denial_OfAnAllowedCall_Fails() => Assert.Equal(
        "denies a call that its record has already allowed", await Verification.ProblemOfAsync(new TrailBuilder().Segment().Intent("a").Denial("a")));

    [Theory]
    [InlineData("{\"decision_id\":\"a\",\"seq\":2}", "lists a record as open whose intent is said to be line 2, and which is not open")]
    [InlineData("{\"decision_id\":\"b\",\"seq\":9}", "lists a record as open whose intent is said to be line 9, and which is not open")]
    [InlineData("{\"decision_id\":\"b\"}", "lists an open record without decision_id and seq")]
    public async Task Segment_ThatListsWhatIsNotOpen_Fails(string open, string expected) => Assert.Equal(
        expected, await Verification.ProblemOfAsync(new TrailBuilder().Segment().Intent("a").Outcome("a").Intent("b").Segment("rotation", open)));

    [Fact]
    public async Task Segment_WithoutItsFirstLine_Fails_WhereOneBeforeHasIt() => Assert.Equal(
        "is not of kind 'segment', as the first line of a segment is", await Verification.ProblemOfAsync(new TrailBuilder().Segment().File().Denial("a")));

    [Fact]
    public async Task Segment_InTheMiddleOfOne_Fails()
    {
        var trail = new TrailBuilder().Segment().Segment("rotation");
        trail.Segments[0].Lines.AddRange(trail.Segments[1].Lines);
        trail.Segments.RemoveAt(1);

        Assert.Equal("begins a segment in the middle of one", await Verification.ProblemOfAsync(trail));
    }

    [Fact]
    public async Task Segment_NamedForAnotherLine_Fails() => Assert.Equal(
        "is the first of a file whose name says that it begins with seq 2", await Verification.ProblemOfAsync(new TrailBuilder().File(2).Denial("a")));

    [Fact]
    public async Task Head_SignedByAKeyThatItsSegmentDoesNotName_Fails()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Equal("is a head whose signature is not valid", await Verification.ProblemOfAsync(new TrailBuilder().Segment().Head(other)));
        Assert.Equal("is a head signed by another key than its segment names", await Verification.ProblemOfAsync(new TrailBuilder().Segment().Head(other, "other")));
        Assert.Equal("is a head signed by a key that no segment before it names: other", await Verification.ProblemOfAsync(new TrailBuilder().File().Head(other, "other")));
    }

    [Fact]
    public async Task Head_OfAnotherChain_OrWithFieldsBehindItsSignature_Fails()
    {
        var refusals = new TrailBuilder("refusals").Segment().Head();
        var extended = new TrailBuilder().Segment().Head();
        var text = extended.Heads[0][..^75] + ",\"x\":1";
        extended.Segments[0].Lines[1] = $"{text},\"hash\":\"{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text)))}\"}}";
        var files = refusals.Segments.Select(s => (s.Name.Replace("refusals", "audit", StringComparison.Ordinal), s.Bytes));

        Assert.Equal("begins a segment of another chain", (await Verification.OfAsync(files)).Problem?.Message);
        Assert.Equal("is a head without a signature behind all else", await Verification.ProblemOfAsync(extended));
    }

    [Fact]
    public async Task Trail_WithoutHeads_Fails_WhereAKeyIsGiven() => Assert.Equal(
        "ends without one head signed by a key that was given", await Verification.ProblemOfAsync(new TrailBuilder().Segment().Denial("a"), withKey: true));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task EmptiedSegment_Fails(int segment)
    {
        var trail = new TrailBuilder().Segment().Denial("a").Segment("rotation").Denial("b").Segment("rotation").Denial("c");
        trail.Segments[segment].Lines.Clear();

        Assert.NotNull(await Verification.ProblemOfAsync(trail));
    }
}
