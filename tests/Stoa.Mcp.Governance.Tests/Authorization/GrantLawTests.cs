using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Authorization;

/// <summary>What holds for every set of grants and every input.</summary>
public sealed class GrantLawTests
{
    private const int Seed = 20261122;

    [Fact]
    public async Task EmptySnapshot_DeniesEverything()
    {
        var random = new RandomGrants(Seed);
        var engine = Given.Engine(new Given.FixedStore { Current = ResourceSnapshot.Empty });
        for (var i = 0; i < 2_000; i++)
        {
            Assert.False((await engine.DecideAsync(random.Input())).Allowed, $"seed {Seed}, case {i}");
        }
    }

    [Fact]
    public async Task Engine_AgreesWithTheNaiveReading_AndListsWithCalls()
    {
        var random = new RandomGrants(Seed);
        int visible = 0, allowed = 0, byScopes = 0;
        for (var round = 0; round < 1_000; round++)
        {
            var grants = random.Grants();
            var engine = Given.Engine(grants);
            var naive = new NaiveGrants(Given.Snapshot(grants));
            PolicyInput[] inputs = [.. Enumerable.Range(0, 20).Select(_ => random.Input())];
            var listed = await engine.FilterVisibleAsync(inputs, CancellationToken.None);
            Assert.Equal(inputs.Length, listed.Count);
            for (var i = 0; i < inputs.Length; i++)
            {
                var where = $"seed {Seed}, round {round}, input {i}: {inputs[i].Operation} {inputs[i].Target}";
                var decision = await engine.DecideAsync(inputs[i]);
                Assert.True(naive.Visible(inputs[i]) == decision.Visible, "visible, " + where);
                Assert.True(naive.Allowed(inputs[i]) == decision.Allowed, "allowed, " + where);
                Assert.True(listed[i] == decision.Visible, "listed, " + where);
                Assert.True(decision.Allowed || decision.Reasons.Count > 0, "reasons, " + where);
                Assert.True(decision.MissingScopes.All(decision.RequiredScopes.Contains), "scopes, " + where);
                visible += decision.Visible ? 1 : 0;
                allowed += decision.Allowed ? 1 : 0;
                byScopes += decision.MissingScopes.Count > 0 ? 1 : 0;
            }
        }

        // The vocabulary reaches every kind of answer, or the agreement would mean little.
        Assert.InRange(visible, 2_000, 18_000);
        Assert.InRange(allowed, 1_000, visible - 1_000);
        Assert.True(byScopes > 200, $"{byScopes} denials by scopes");
    }

    [Fact]
    public async Task RemovingAGrant_NeverAddsAnAllowNorShowsMore()
    {
        var random = new RandomGrants(Seed);
        for (var round = 0; round < 2_000; round++)
        {
            var grants = random.Grants();
            if (grants.Length == 0)
            {
                continue;
            }

            var removed = random.Next(grants.Length);
            var (all, fewer) = (Given.Engine(grants), Given.Engine([.. grants.Where((_, i) => i != removed)]));
            for (var i = 0; i < 5; i++)
            {
                var input = random.Input();
                var (with, without) = (await all.DecideAsync(input), await fewer.DecideAsync(input));
                Assert.True(with.Allowed || !without.Allowed, $"seed {Seed}, round {round}, input {i}");
                Assert.True(with.Visible || !without.Visible, $"seed {Seed}, round {round}, input {i}");
            }
        }
    }

    [Fact]
    public async Task OrderOfGrants_ChangesNothingInADecision()
    {
        var random = new RandomGrants(Seed);
        for (var round = 0; round < 2_000; round++)
        {
            var grants = random.Grants();
            var (one, other) = (Given.Engine(grants), Given.Engine(random.Shuffled(grants)));
            for (var i = 0; i < 5; i++)
            {
                var input = random.Input();
                Assert.Equal(Text(await one.DecideAsync(input)), Text(await other.DecideAsync(input)));
            }
        }
    }

    [Fact]
    public async Task MoreScopes_NeverTakeAnAllowAway_NorChangeWhatIsVisible()
    {
        var random = new RandomGrants(Seed);
        for (var round = 0; round < 2_000; round++)
        {
            var engine = Given.Engine(random.Grants());
            var input = random.Input();
            var rich = Given.Input(input.Operation, input.Target, input.Metadata, input.Tenant, input.Caller.Environment, input.ServerEnvironment, "s1", "s2", "s3");
            var (before, after) = (await engine.DecideAsync(input), await engine.DecideAsync(rich));
            Assert.True(after.Allowed || !before.Allowed, $"seed {Seed}, round {round}");
            Assert.True(after.Visible == before.Visible, $"seed {Seed}, round {round}");
            Assert.True(after.Allowed || before.MissingScopes.Count == 0, $"seed {Seed}, round {round}: a challenge that its scopes do not meet");
        }
    }

    private static string Text(PolicyDecision decision) => string.Join(
        '|',
        decision.Visible,
        decision.Allowed,
        string.Join(',', decision.MissingScopes),
        string.Join(',', decision.RequiredScopes),
        string.Join(',', decision.Reasons),
        string.Join(',', decision.MatchedRules));
}
