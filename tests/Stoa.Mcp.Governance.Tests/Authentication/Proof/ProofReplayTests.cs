using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Authentication.Proof;

public sealed class ProofReplayTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Cache_Full_RefusesUntilAWindowEnds()
    {
        var cache = new LocalProofReplayCache(new ProofOptions { ReplayEntries = 3 }, _clock);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(ProofUse.First, await UseAsync(cache, "key", $"{i}", 60 + i));
        }

        Assert.Equal(ProofUse.NoRoom, await UseAsync(cache, "key", "3", 60));
        Assert.Equal(ProofUse.Repeated, await UseAsync(cache, "key", "0", 60));

        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(ProofUse.First, await UseAsync(cache, "key", "3", 60));
        Assert.Equal(3, cache.Count);
    }

    [Fact]
    public async Task Key_WithItsShareUsedUp_AloneIsRefused_UntilAWindowEnds()
    {
        var cache = new LocalProofReplayCache(new ProofOptions { ReplayEntries = 5, ReplayEntriesPerKey = 2 }, _clock);
        Assert.Equal(ProofUse.First, await UseAsync(cache, "greedy", "0", 60));
        Assert.Equal(ProofUse.First, await UseAsync(cache, "greedy", "1", 62));

        Assert.Equal(ProofUse.NoRoomForKey, await UseAsync(cache, "greedy", "2", 60));
        Assert.Equal(ProofUse.Repeated, await UseAsync(cache, "greedy", "1", 60));
        Assert.Equal(ProofUse.First, await UseAsync(cache, "other", "0", 60));
        Assert.Equal(ProofUse.First, await UseAsync(cache, "other", "1", 60));
        Assert.Equal((4, 2), (cache.Count, cache.Keys));

        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(ProofUse.First, await UseAsync(cache, "greedy", "2", 60));
        Assert.Equal(ProofUse.NoRoomForKey, await UseAsync(cache, "greedy", "3", 60));
        Assert.Equal((2, 1), (cache.Count, cache.Keys)); // of the other key nothing is left
    }

    [Theory]
    [InlineData(100_000, null, 10_000)]
    [InlineData(1_000, null, 1_000)]
    [InlineData(100_000, 7, 7)]
    public async Task Share_IsWhatIsConfigured(int entries, int? perKey, int share)
    {
        var cache = new LocalProofReplayCache(new ProofOptions { ReplayEntries = entries, ReplayEntriesPerKey = perKey }, _clock);
        for (var i = 0; i < share; i++)
        {
            Assert.Equal(ProofUse.First, await UseAsync(cache, "key", $"{i}", 60));
        }

        Assert.Equal(share == entries ? ProofUse.NoRoom : ProofUse.NoRoomForKey, await UseAsync(cache, "key", "more", 60));
    }

    [Fact]
    public async Task Proof_BeyondTheShareOfItsKey_IsRefused_AndSaysWhichSettingItIs()
    {
        using var fixture = new AuthenticationFixture(new() { ["Proof:ReplayEntriesPerKey"] = "1" });
        var token = fixture.Tokens.BoundToken();
        OutcomeAssert.Accepted(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token)));

        Assert.Contains("Proof:ReplayEntriesPerKey", OutcomeAssert.Refused(
            await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token)), "invalid_dpop_proof"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cache_TellsKeysApart()
    {
        var cache = new LocalProofReplayCache(new ProofOptions(), _clock);
        Assert.Equal(ProofUse.First, await UseAsync(cache, "a", "b c", 60));
        Assert.Equal(ProofUse.First, await UseAsync(cache, "b", "b c", 60));
        Assert.Equal(ProofUse.Repeated, await UseAsync(cache, "a", "b c", 60));
    }

    [Fact]
    public async Task Proof_ByManyAtOnce_IsAcceptedOnce()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Tokens.BoundToken();
        var proof = TestProofs.Of(fixture.Tokens, token);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => fixture.ProvenAsync(token, proof))));

        Assert.Single(outcomes, outcome => outcome.Value is not null);
    }

    [Fact]
    public async Task Proof_WithoutRoom_IsRefused()
    {
        using var fixture = new AuthenticationFixture(new() { ["Proof:ReplayEntries"] = "1000" });
        var token = fixture.Tokens.BoundToken();
        for (var i = 0; i < 1000; i++)
        {
            await UseAsync(fixture.Get<IProofReplayCache>(), "other", $"{i}", 60);
        }

        Assert.Contains("ReplayEntries", OutcomeAssert.Refused(
            await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token)), "invalid_dpop_proof"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_ThatIsRefused_TakesNoRoom()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Tokens.BoundToken();
        await fixture.ProvenAsync(token, TestProofs.Sign(TestProofs.Header, TestProofs.Payload(fixture.Tokens, token), _ => new byte[64]));
        await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token, ("htm", "\"GET\"")));

        Assert.Equal(0, Assert.IsType<LocalProofReplayCache>(fixture.Get<IProofReplayCache>()).Count);
    }

    private ValueTask<ProofUse> UseAsync(IProofReplayCache cache, string key, string id, int seconds) =>
        cache.UseAsync(key, id, _clock.GetUtcNow().AddSeconds(seconds), CancellationToken.None);
}
