using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Tokens;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Authentication.Tokens;

public sealed class SubjectTokensTests
{
    private static readonly PresentedCredentials Bearer = new() { Authorization = ["Bearer header.payload.signature"] };

    [Fact]
    public void Token_IsNotHeld_UntilAnUpstreamExchangesIt()
    {
        var tokens = new SubjectTokens();

        Assert.Null(tokens.Find(Calls.Caller(), Bearer));
        tokens.Need();
        Assert.Equal("header.payload.signature", tokens.Find(Calls.Caller(), Bearer));
    }

    [Fact]
    public void Token_IsThatOfAVerifiedJwtAlone()
    {
        var tokens = new SubjectTokens();
        tokens.Need();

        Assert.Null(tokens.Find(null, Bearer));
        Assert.Null(tokens.Find(new() { Subject = "k", Scheme = CallerSchemes.ApiKey, Agent = "k", Issuer = "api-key-store", Principal = new() }, Bearer));
        Assert.Null(tokens.Find(Calls.Caller(), new PresentedCredentials { Authorization = ["Bearer a", "Bearer b"] }));
    }

    [Fact]
    public void Token_IsNoPublicPartOfACall() =>
        Assert.DoesNotContain(typeof(GovernedCall).GetProperties(), property => property.Name == nameof(GovernedCall.SubjectToken));
}
