using System.Security.Cryptography;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Authentication.Proof;

public sealed class ProofTests
{
    [Fact]
    public async Task BoundToken_WithItsProof_IsAcceptedAndSaysSo()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Tokens.BoundToken();

        var caller = OutcomeAssert.Accepted(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token)));

        Assert.Equal(CallerConfirmation.Dpop, caller.Confirmation);
        Assert.Same(caller, OutcomeAssert.Accepted(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token))));
    }

    [Fact]
    public async Task BoundToken_KnownAlready_NeedsAProofOnEveryCall()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Tokens.BoundToken();
        OutcomeAssert.Accepted(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token)));

        Assert.Contains("no DPoP header", OutcomeAssert.Refused(await fixture.ProvenAsync(token), "invalid_dpop_proof"), StringComparison.Ordinal);
        Assert.Contains("under the scheme DPoP", OutcomeAssert.Refused(await fixture.BearerAsync(token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BoundToken_UnderBearerWithAGoodProof_IsRefused()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Tokens.BoundToken();

        var outcome = await fixture.SendAsync(new()
        {
            Authorization = [$"Bearer {token}"],
            Proof = [TestProofs.Of(fixture.Tokens, token)],
            Method = "POST",
            Address = new Uri("https://mcp.example/mcp"),
        });

        Assert.Equal("DPoP", outcome.Denial!.ChallengeScheme);
        OutcomeAssert.Refused(outcome);
    }

    [Fact]
    public async Task UnboundToken_UnderDpop_IsRefused()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Token();

        Assert.Contains("bound to no key", OutcomeAssert.Refused(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApiKey_UnderDpop_IsRefused()
    {
        using var fixture = new AuthenticationFixture();
        OutcomeAssert.Refused(await fixture.ProvenAsync("sk_000000000000_x", "x"));
    }

    [Fact]
    public async Task Proof_Twice_IsRefusedTheSecondTime()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Tokens.BoundToken();
        var proof = TestProofs.Of(fixture.Tokens, token);

        OutcomeAssert.Accepted(await fixture.ProvenAsync(token, proof));
        Assert.Contains("used before", OutcomeAssert.Refused(await fixture.ProvenAsync(token, proof), "invalid_dpop_proof"), StringComparison.Ordinal);

        fixture.Clock.Advance(TimeSpan.FromSeconds(65));
        Assert.Contains("used before", OutcomeAssert.Refused(await fixture.ProvenAsync(token, proof), "invalid_dpop_proof"), StringComparison.Ordinal);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("older than", OutcomeAssert.Refused(await fixture.ProvenAsync(token, proof), "invalid_dpop_proof"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proofs_Two_AreRefused()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Tokens.BoundToken();
        var outcome = await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token), TestProofs.Of(fixture.Tokens, token));
        Assert.Contains("more than one DPoP header", OutcomeAssert.Refused(outcome, "invalid_dpop_proof"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://mcp.example/mcp")]
    [InlineData("HTTPS://MCP.Example:443/mcp")]
    [InlineData("https://mcp.example/mcp?x=1#y")]
    [InlineData("https://mcp.example/./x/../mcp")]
    [InlineData("https://mcp.example/%6Dcp")]
    [InlineData("https://mcp.example/%6dc%70")]
    public async Task Address_InAnotherSpelling_IsTheSame(string address)
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Tokens.BoundToken();
        OutcomeAssert.Accepted(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token, ("htu", $"\"{address}\""))));
    }

    [Theory]
    [InlineData("https://public.example/gateway/mcp", true)]
    [InlineData("https://public.example/mcp", true)]
    [InlineData("https://mcp.example/mcp", false)]
    [InlineData("https://public.example/gateway", false)]
    public async Task Address_BehindAProxy_IsThatOfTheConfiguredResource(string address, bool accepted)
    {
        using var fixture = new AuthenticationFixture(new() { ["Resource:Resource"] = "https://public.example/gateway/mcp" });
        var token = fixture.Tokens.BoundToken();

        var outcome = await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token, ("htu", $"\"{address}\"")));

        Assert.Equal(accepted, outcome.Value is not null);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task Proof_ByAnRsaKey_IsAccepted(string algorithm)
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Token(("cnf", $$"""{"jkt":"{{TestProofs.ThumbprintOf(TestKeys.OtherRsa)}}"}"""));
        var padding = algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        var proof = TestProofs.Sign(
            $$"""{"typ":"dpop+jwt","alg":"{{algorithm}}","jwk":{{TestKeys.RsaJwk(TestKeys.OtherRsa, null)}}}""", TestProofs.Payload(fixture.Tokens, token),
            data => TestKeys.OtherRsa.SignData(data, HashAlgorithmName.SHA256, padding));

        OutcomeAssert.Accepted(await fixture.ProvenAsync(token, proof));
    }

    [Theory]
    [InlineData("""{"jkt":"x"}""")]
    [InlineData("""{"jwk":{}}""")]
    [InlineData("""{"kid":"a"}""")]
    [InlineData("""{"x5t#S256":1}""")]
    [InlineData("{}")]
    [InlineData("\"jkt\"")]
    [InlineData("null")]
    public async Task Token_BoundInAWayNobodyChecks_IsRefused(string confirmation)
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Token(("cnf", confirmation));

        Assert.Contains("'cnf'", OutcomeAssert.Refused(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token))), StringComparison.Ordinal);
        OutcomeAssert.Refused(await fixture.BearerAsync(token));
    }

    [Fact]
    public async Task Token_BoundToAKeyAndSomethingElse_IsRefused()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Token(("cnf", $"{TestProofs.Confirmation[..^1]},\"osc\":{{}}}}"));
        OutcomeAssert.Refused(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token)));
    }

    [Fact]
    public async Task Issuer_ThatRequiresBinding_RefusesABearerToken()
    {
        using var fixture = new AuthenticationFixture(new() { ["Jwt:Issuers:0:SenderConstrained"] = "Required" });
        var bound = fixture.Tokens.BoundToken();

        var outcome = await fixture.BearerAsync(fixture.Token());

        Assert.Contains("SenderConstrained is Required", OutcomeAssert.Refused(outcome), StringComparison.Ordinal);
        Assert.Equal("DPoP", outcome.Denial!.ChallengeScheme);
        OutcomeAssert.Accepted(await fixture.ProvenAsync(bound, TestProofs.Of(fixture.Tokens, bound)));
    }

    [Fact]
    public async Task BoundToken_ThatHasExpired_IsRefusedWhateverItsProof()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Tokens.BoundToken();
        fixture.Clock.Advance(TimeSpan.FromSeconds(630));
        OutcomeAssert.Refused(await fixture.ProvenAsync(token, TestProofs.Of(fixture.Tokens, token)));
    }
}
