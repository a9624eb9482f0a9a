using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Authentication.Claims;

/// <summary>Who acts for a caller (RFC 8693, section 4.1).</summary>
public sealed class ActorChainTests
{
    [Fact]
    public async Task Token_WithoutAnActor_IsOfACallerWhoActsForItself()
    {
        using var fixture = new AuthenticationFixture();

        Assert.Empty(OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token())).Actors);
    }

    [Fact]
    public async Task Actors_AreRead_WhoActsNowFirst()
    {
        using var fixture = new AuthenticationFixture();
        const string Act = """{"sub":"scheduler","client_id":"cron","act":{"sub":"gateway","iss":"https://other.example","scope":"all"}}""";

        var caller = OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token(("act", Act))));

        Assert.Equal([new CallerActor("scheduler", null, "cron"), new CallerActor("gateway", "https://other.example", null)], caller.Actors);
        Assert.Equal(("alice", "agent-7"), (caller.Subject, caller.Agent));
        Assert.DoesNotContain("all", caller.Scopes.AsEnumerable());
    }

    [Theory]
    [InlineData("""{"sub":"scheduler","client_id":"cron"}""", "cron")]
    [InlineData("""{"sub":"scheduler"}""", "scheduler")]
    public async Task Agent_IsTheActor_WhereNoClientIsNamed(string act, string agent)
    {
        using var fixture = new AuthenticationFixture();

        var caller = OutcomeAssert.Accepted(await fixture.BearerAsync(fixture.Token(("client_id", null), ("act", act))));

        Assert.Equal(agent, caller.Agent);
    }

    [Theory]
    [InlineData("\"scheduler\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"sub":""}""")]
    [InlineData("""{"sub":1}""")]
    [InlineData("""{"sub":"a\u0007"}""")]
    [InlineData("""{"sub":"a","iss":2}""")]
    [InlineData("""{"sub":"a","client_id":["b"]}""")]
    [InlineData("""{"sub":"a","act":"b"}""")]
    [InlineData("""{"sub":"a","act":{"client_id":"b"}}""")]
    [InlineData("""[{"sub":"a"},{"sub":"b"}]""")]
    public async Task ActorsThatCannotBeRead_RefuseTheToken(string act)
    {
        using var fixture = new AuthenticationFixture();

        Assert.Contains("'act'", OutcomeAssert.Refused(await fixture.BearerAsync(fixture.Token(("act", act)))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public async Task Chain_IsBounded(int length, bool accepted)
    {
        using var fixture = new AuthenticationFixture();
        var act = Enumerable.Range(0, length).Aggregate("", (inner, i) => $$"""{"sub":"a{{i}}"{{(inner.Length == 0 ? "" : ",\"act\":" + inner)}}}""");

        var outcome = await fixture.BearerAsync(fixture.Token(("act", act)));

        Assert.Equal(accepted, outcome.Value is not null);
    }
}
