using Stoa.Mcp.Governance.Authentication.Proof;

namespace Stoa.Mcp.Governance.Tests.Authentication.Proof;

public sealed class ProofNonceTests
{
    [Fact]
    public async Task Nonce_WhereRequired_IsGivenByTheChallengeAndAcceptedOnce()
    {
        using var fixture = new AuthenticationFixture(new() { ["Proof:RequireNonce"] = "true" });
        var token = fixture.Tokens.BoundToken();

        var outcome = await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token));
        OutcomeAssert.Refused(outcome, "use_dpop_nonce");
        var nonce = Assert.IsType<string>(outcome.Denial!.ChallengeNonce);

        OutcomeAssert.Accepted(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token, ("nonce", $"\"{nonce}\""))));
    }

    [Fact]
    public async Task Nonce_PastItsLifetime_IsReplaced()
    {
        using var fixture = new AuthenticationFixture(new() { ["Proof:RequireNonce"] = "true" });
        var nonce = fixture.Get<ProofNonces>().Create();
        var token = fixture.Tokens.BoundToken();
        fixture.Clock.Advance(TimeSpan.FromSeconds(300));
        OutcomeAssert.Accepted(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token, ("nonce", $"\"{nonce}\""))));
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        OutcomeAssert.Refused(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token, ("nonce", $"\"{nonce}\""))), "use_dpop_nonce");
    }

    [Fact]
    public void Nonce_OfAnotherKeyOrChanged_DoesNotHold()
    {
        using var one = new AuthenticationFixture();
        using var other = new AuthenticationFixture();
        var nonce = one.Get<ProofNonces>().Create();

        Assert.True(one.Get<ProofNonces>().Holds(nonce));
        Assert.False(other.Get<ProofNonces>().Holds(nonce));
        Assert.False(one.Get<ProofNonces>().Holds(null));
        Assert.False(one.Get<ProofNonces>().Holds(""));
        Assert.False(one.Get<ProofNonces>().Holds(nonce + "A"));
        for (var i = 0; i < nonce.Length; i++)
        {
            var changed = nonce[..i] + (nonce[i] == 'A' ? 'B' : 'A') + nonce[(i + 1)..];
            Assert.False(one.Get<ProofNonces>().Holds(changed), changed);
        }
    }

    [Fact]
    public void Nonce_OfTheSameKeyFile_HoldsElsewhere()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Convert.ToBase64String(new byte[32]));
            using var one = new AuthenticationFixture(new() { ["Proof:NonceKeyFile"] = path });
            using var other = new AuthenticationFixture(new() { ["Proof:NonceKeyFile"] = path });
            Assert.True(other.Get<ProofNonces>().Holds(one.Get<ProofNonces>().Create()));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
