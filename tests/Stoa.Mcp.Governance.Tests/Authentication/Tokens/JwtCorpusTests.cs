namespace Stoa.Mcp.Governance.Tests.Authentication.Tokens;

/// <summary>
/// Tokens that must not pass: each is refused with a 401, for the reason it was made for, without a look at the network and without an
/// exception. The reason is asserted so that no vector is refused by accident of another check.
/// </summary>
public sealed class JwtCorpusTests
{
    public static TheoryData<string> Names => [.. JwtCorpus.Vectors.Keys];

    [Fact]
    public void Corpus_HasAtLeastSixtyVectors() => Assert.InRange(JwtCorpus.Vectors.Count, 60, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Token_FromTheCorpus_IsRefusedForItsReasonWithoutAFetch(string name)
    {
        using var fixture = new AuthenticationFixture();
        OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token()));
        var fetched = fixture.Keys.Requests;

        var outcome = await fixture.BearerAsync(JwtCorpus.Vectors[name].Make(fixture.Tokens));

        Assert.Contains(JwtCorpus.Vectors[name].Reason, OutcomeAssert.Refused(outcome), StringComparison.Ordinal);
        Assert.Equal(fetched, fixture.Keys.Requests);
        Assert.DoesNotContain(fixture.Logs.Lines, line => line.Id is 2000 or 2002);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Token_FromTheCorpus_IsRefusedWhereNoIssuerIsConfigured(string name)
    {
        using var fixture = new AuthenticationFixture(withIssuer: false);

        OutcomeAssert.Refused(await fixture.BearerAsync(JwtCorpus.Vectors[name].Make(fixture.Tokens)));

        Assert.Equal(0, fixture.Keys.Requests);
        Assert.DoesNotContain(fixture.Logs.Lines, line => line.Id == 2000);
    }
}
