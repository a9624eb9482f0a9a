using System.Text.Json;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Authorization;

/// <summary>What was decided is decided again where anything that it rests on is another, and only then.</summary>
public sealed class DecisionMemoryTests
{
    private const int Seed = 20261128;

    private static readonly PolicyInput Call = Given.Input("tools/call", Given.Tool("transfer"), Given.Read()) with { Arguments = JsonElement.Parse("""{"amount": 250}""") };

    [Theory]
    [InlineData("allow if input.scopes[_] == \"none\"", true)]
    [InlineData("allow if input.tenant == \"none\"", true)]
    [InlineData("allow if input.resource.properties.access == \"none\"", true)]
    [InlineData("allow if input.tool.arguments.amount == 1", false)]
    [InlineData("allow if input.tool == 1", false)]
    [InlineData("allow if input.context.time == \"none\"", false)]
    [InlineData("allow if input.context.transport.remote_address == \"none\"", false)]
    [InlineData("allow if input == 1", false)]
    [InlineData("allow if input[input.operation] == 1", false)]
    [InlineData("allow if time.now_ns() == 0", false)]
    [InlineData("allow if false\ndeny contains \"late\" if time.now_ns() == 0", false)]
    [InlineData("allow if false\nobligations.audit := \"full\" if input.context.time == \"none\"", false)]
    public async Task Decision_IsKept_WhereItRestsOnTheQuestionAlone(string rules, bool isKept)
    {
        var engine = Given.Engine(
            new Given.FixedStore { Current = Given.Snapshot() }, new PolicyOptions { Default = false }, ("authz.rego", $"package stoa.authz\n\nvisible := true\n\n{rules}"));

        var first = await engine.DecideAsync(Call);
        var second = await engine.DecideAsync(Call);

        Assert.False(first.Allowed);
        Assert.Equal(isKept, ReferenceEquals(first, second));
    }

    [Fact]
    public async Task ShippedPolicy_RestsOnTheQuestionAlone()
    {
        var engine = Given.Engine(Given.Grant() with { Tools = Given.Patterns("*"), Scopes = ["pay"] });

        var first = await engine.DecideAsync(Call);

        Assert.Equal((true, false), (first.Visible, first.Allowed));
        Assert.Same(first, await engine.DecideAsync(Call));
    }

    [Fact]
    public async Task TargetThatIsHidden_IsDecidedAnew_AsOneThatDoesNotExistIs()
    {
        var engine = Given.Engine();

        var first = await engine.DecideAsync(Call);

        Assert.False(first.Visible);
        Assert.NotSame(first, await engine.DecideAsync(Call));
    }

    [Fact]
    public async Task TargetThatIsNotKnown_IsNotKept()
    {
        var engine = Given.Engine();
        var unknown = Call with { Metadata = TargetMetadata.None };

        Assert.NotSame(await engine.DecideAsync(unknown), await engine.DecideAsync(unknown));
    }

    [Fact]
    public async Task KeptDecisions_AgreeWithTheNaiveReading_WhateverChanges()
    {
        var random = new RandomGrants(Seed);
        PolicyInput[] parts = [.. Enumerable.Range(0, 12).Select(_ => random.Input()).Select(input => input with { Metadata = input.Metadata with { Known = true } })];
        var store = new Given.FixedStore { Current = Given.Snapshot() };
        var engine = Given.Engine(store);
        int allowed = 0, refused = 0;
        for (var round = 0; round < 100; round++)
        {
            var grants = random.Grants();
            store.Current = Given.Snapshot(grants);
            var naive = new NaiveGrants(store.Current);
            for (var i = 0; i < 300; i++)
            {
                // Callers and targets are those of the rounds before.
                var (caller, target) = (parts[random.Next(parts.Length)], parts[random.Next(parts.Length)]);
                var input = target with { Caller = caller.Caller, Tenant = caller.Tenant, ServerEnvironment = caller.ServerEnvironment };
                var decision = await engine.DecideAsync(input);
                var where = $"seed {Seed}, round {round}, input {i}: {input.Operation} {input.Target}";
                Assert.True(naive.Visible(input) == decision.Visible, "visible, " + where);
                Assert.True(naive.Allowed(input) == decision.Allowed, "allowed, " + where);
                _ = decision.Allowed ? allowed++ : refused++;
            }
        }

        Assert.True(allowed > 300 && refused > 300, $"{allowed} allowed, {refused} refused");
    }
}
