using System.Security.Cryptography;
using Stoa.Trail.Tests.Building;

namespace Stoa.Trail.Tests.Verifying;

public sealed class TrailVerifierTests
{
    [Fact]
    public async Task Verify_TellsWhatItFound()
    {
        var trail = new TrailBuilder().Segment().Intent("a").Denial("b").Head().Segment("rotation").Outcome("a").Intent("c").Head().Denial("d");

        var result = await Verification.OfAsync(trail, trail.Heads);

        Assert.True(result.IsIntact, result.Problem?.ToString());
        Assert.Equal((TrailBuilder.TrailId, true, 0), (result.Trail, result.KeysAreFromTrail, result.Warnings.Count));
        Assert.Equal((trail.KeyId, 2), (result.Keys.Single().Id, result.Keys.Single().Heads));
        var chain = Assert.Single(result.Chains);
        Assert.Equal(("audit", 2, 9L, 1L, 9L, trail.Hash), (chain.Stream, chain.Segments, chain.Lines, chain.FirstSequence, chain.LastSequence, chain.LastHash));
        Assert.Equal((2, 1, 1, 2, 1, 7L), (chain.Heads, chain.LinesAfterLastHead, chain.ClosedRecords, chain.Denials, chain.OpenRecords, chain.OldestOpen));
        Assert.Equal((2, 0), (chain.KnownHeadsFound, chain.KnownHeadsRemoved));
        Assert.Equal((TrailBuilder.Start.AddMilliseconds(1), trail.Time), (chain.FirstTime, chain.LastTime));
    }

    [Fact]
    public async Task Verify_WithTheAuditorsKey_SaysSo()
    {
        var result = await Verification.OfAsync(new TrailBuilder().Segment().Denial("a").Head(), withKey: true);

        Assert.Equal((true, false, 1), (result.IsIntact, result.KeysAreFromTrail, result.Keys.Count));
    }

    [Fact]
    public async Task Verify_WithAnotherKey_Fails()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var trail = new TrailBuilder().Segment().Denial("a").Head();

        var result = await Verification.OfAsync(trail.Segments.Select(s => (s.Name, s.Bytes)), pem: other.ExportSubjectPublicKeyInfoPem());

        Assert.StartsWith("is a head signed by a key that was not given", result.Problem?.Message, StringComparison.Ordinal);
        Assert.Equal((trail.Segments[0].Name, 3L, 3L), (result.Problem?.Segment, result.Problem?.Line, result.Problem?.Sequence));
    }

    [Theory]
    [InlineData("{\"decision_id\":\"x\",\"seq\":3}", null)]
    [InlineData("", "is an outcome without an intent before it, or the second one of its record")]
    public async Task Outcome_OfARemovedIntent_IsTakenWhereTheFirstSegmentListsIt(string open, string? problem)
    {
        var trail = new TrailBuilder().Behind(10, new string('a', 64)).Segment("rotation", open).Outcome("x").Head();

        Assert.Equal(problem, await Verification.ProblemOfAsync(trail));
    }

    [Fact]
    public async Task Outcome_OfARemovedIntent_IsTakenOnce_WhereNothingListsIt()
    {
        var trail = new TrailBuilder().Behind(10, new string('a', 64)).File().Outcome("x").Outcome("y").Outcome("x");

        var result = await Verification.OfAsync(trail);

        Assert.Equal(13, result.Problem?.Sequence);
        Assert.Equal([$"{trail.Segments[0].Name} does not begin with a line of kind 'segment'"], result.Warnings);
    }

    [Fact]
    public async Task OpenRecords_ThatASegmentDoesNotList_AreWarnedOf()
    {
        var trail = new TrailBuilder().Segment().Intent("a").Intent("b").Segment("recovery", "{\"decision_id\":\"b\",\"seq\":3}");

        var result = await Verification.OfAsync(trail);

        Assert.True(result.IsIntact);
        Assert.Contains("lists 1 open records in its first line where 2 have no outcome yet", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptySegments_AreLegal()
    {
        var trail = new TrailBuilder().File(1).Segment().Denial("a").File().Segment("recovery").Denial("b").File();

        Assert.Null(await Verification.ProblemOfAsync(trail));
    }

    [Fact]
    public async Task Heads_OlderThanWhatIsKept_AreCountedAsNotCheckable()
    {
        var trail = new TrailBuilder().Segment().Denial("a").Head().Segment("rotation").Denial("b").Head();

        var result = await Verification.OfAsync(trail.Segments.Skip(1).Select(s => (s.Name, s.Bytes)), trail.Heads);

        Assert.True(result.IsIntact, result.Problem?.ToString());
        Assert.Equal((1, 1, 4L), (result.Chains[0].KnownHeadsFound, result.Chains[0].KnownHeadsRemoved, result.Chains[0].FirstSequence));
    }

    [Fact]
    public async Task Heads_OfOtherTrails_AreCounted_UnlessAllAre()
    {
        var other = new TrailBuilder(trail: new string('f', 32)).Segment().Denial("a").Head();
        var trail = new TrailBuilder().Segment().Denial("a").Head();

        var some = await Verification.OfAsync(trail, [.. other.Heads, .. trail.Heads]);
        var none = await Verification.OfAsync(trail, other.Heads);

        Assert.Equal((true, 1), (some.IsIntact, some.HeadsOfOtherTrails));
        Assert.EndsWith("another trail stands in its place", none.Problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_BeyondTheEnd_IsATruncation()
    {
        var trail = new TrailBuilder().Segment().Denial("a").Head().Denial("b").Head();
        trail.Segments[0].Lines.RemoveRange(3, 2);

        var problem = (await Verification.OfAsync(trail, trail.Heads)).Problem;

        Assert.Equal((5L, 4L), (problem?.Sequence, problem?.Line));
        Assert.Equal("is missing: a head of it was kept elsewhere, and the chain ends with seq 3; what followed was cut off", problem?.Message);
    }

    [Fact]
    public async Task BothChains_AreOneTrail()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var audit = new TrailBuilder(key: key).Segment().Denial("a").Head();
        var refusals = new TrailBuilder("refusals", key: key).Segment().Denial("b").Head();
        var foreign = new TrailBuilder("refusals", new string('f', 32), key).Segment().Denial("b").Head();

        var one = await Verification.OfAsync(Files(audit, refusals), [.. audit.Heads, .. refusals.Heads]);
        var two = await Verification.OfAsync(Files(audit, foreign));

        Assert.Equal((true, 2), (one.IsIntact, one.Chains.Count));
        Assert.Equal(("refusals", 1L), (two.Problem?.Stream, two.Problem?.Sequence));
        Assert.StartsWith("is of another trail", two.Problem?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_010, null)]
    [InlineData(1_011, "is the line 1011 without a signed head: heads were taken out")]
    public async Task TooManyLinesWithoutAHead_Fail(int lines, string? problem)
    {
        var trail = new TrailBuilder().Segment().Head();
        for (var i = 0; i < lines; i++)
        {
            trail.Add("denial", "", $"{i}");
        }

        Assert.Equal(problem, await Verification.ProblemOfAsync(trail));
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Files(params TrailBuilder[] chains) =>
        chains.SelectMany(chain => chain.Segments).Select(segment => (segment.Name, segment.Bytes));
}
