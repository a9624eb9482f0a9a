namespace Stoa.Mcp.Governance.Tests.Authentication.Proof;

/// <summary>
/// Proofs that must not pass with a bound token that is good: each is refused for the reason it was made for, without an exception, and
/// without taking room in the memory of proofs.
/// </summary>
public sealed class ProofCorpusTests
{
    public static TheoryData<string> Names => [.. ProofCorpus.Vectors.Keys];

    [Fact]
    public void Corpus_HasAtLeastThirtyVectors() => Assert.InRange(ProofCorpus.Vectors.Count, 30, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Proof_FromTheCorpus_IsRefusedForItsReason(string name)
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Tokens.BoundToken();
        OutcomeAssert.Accepted(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token)));

        var outcome = await fixture.ProvenAsync(token, ProofCorpus.Vectors[name].Make(fixture.Tokens, token));

        Assert.Contains(ProofCorpus.Vectors[name].Reason, OutcomeAssert.Refused(outcome, "invalid_dpop_proof"), StringComparison.Ordinal);
        Assert.Equal("DPoP", outcome.Denial!.ChallengeScheme);
        Assert.DoesNotContain(fixture.Logs.Lines, line => line.Id == 2000);
    }
}
