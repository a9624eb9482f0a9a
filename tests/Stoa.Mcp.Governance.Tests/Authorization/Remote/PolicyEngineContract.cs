using System.Text.Json;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>
/// What every engine answers to the same policy, good or bad. The rules stand in <c>stoa.authz</c> and read only what all engines are given: subject,
/// action, resource and context.
/// </summary>
public abstract class PolicyEngineContract
{
    internal static readonly PolicyInput Call = Given.Input("tools/call", Given.Tool("transfer"), Given.Read()) with { Arguments = JsonElement.Parse("""{"amount": 250}""") };

    protected ManualTimeProvider Time { get; } = new();

    /// <summary>An engine that decides by these rules.</summary>
    protected abstract Task<IPolicyEngine> EngineAsync(string rules);

    [Theory]
    [InlineData("allow := true\nvisible := true", true, true)]
    [InlineData("allow := true\nvisible := true\ndeny contains \"no\" if false", true, true)]
    [InlineData("allow if input.context.arguments.amount < 300\nvisible := true", true, true)]
    [InlineData("allow if input.action.name == \"tools/call\"\nvisible if input.resource.id == \"transfer\"", true, true)]
    [InlineData("allow if input.subject.id == \"u\"\nvisible if input.context.tenant == \"acme\"", true, true)]
    [InlineData("allow := true\nvisible := false", false, false)]
    [InlineData("allow := true\nvisible if false", false, false)]
    [InlineData("allow := true\nvisible if input.resource.id == \"other\"", false, false)]
    [InlineData("allow := false\nvisible := false", false, false)]
    [InlineData("allow := 1\nvisible := false", false, false)]
    [InlineData("allow := false\nvisible := true", true, false)]
    [InlineData("allow if false\nvisible := true", true, false)]
    [InlineData("allow if input.context.arguments.amount < 100\nvisible := true", true, false)]
    [InlineData("allow := true\nvisible := true\ndeny contains \"no\"", true, false)]
    [InlineData("allow := true\nvisible := true\ndeny := [\"no\"]", true, false)]
    [InlineData("allow := true\nvisible := true\ndeny contains {\"code\": 7}", true, false)]
    public async Task Policy_ThatAnswers_IsFollowed(string rules, bool visible, bool allowed)
    {
        var engine = await EngineAsync(rules);

        var decision = await engine.DecideAsync(Call);

        Assert.Equal((visible, allowed), (decision.Visible, decision.Allowed));
        Assert.True(allowed || decision.Reasons.Count > 0);
        Assert.NotEmpty(decision.Revision);
        Assert.Equal([visible], await engine.FilterVisibleAsync([Call], CancellationToken.None));
    }

    [Theory]
    [InlineData("allow := 1")]
    [InlineData("allow := \"true\"")]
    [InlineData("allow := null")]
    [InlineData("allow := {\"allow\": false}")]
    [InlineData("allow := {\"allow\": true}")]
    [InlineData("allow := [true]")]
    [InlineData("allow := true\ndeny := false")]
    [InlineData("allow := true\ndeny := \"no\"")]
    [InlineData("allow := true\ndeny if input.resource.id == \"transfer\"")]
    [InlineData("allow := true\nallow := false if input.resource.id == \"transfer\"")]
    [InlineData("allow := true\ndeny contains \"no\" if to_number(input.resource.id) > 3")]
    [InlineData("allow := true\nobligations := true")]
    [InlineData("allow := true\nobligations := {\"notify\": \"ops\"}")]
    [InlineData("allow := true\nobligations := {\"redact\": {\"results\": [\"a\"]}}")]
    [InlineData("allow := true\nobligations := {\"scopes\": [1]}")]
    public async Task Policy_ThatFailsOrAnswersOddly_IsAFault(string rules)
    {
        var engine = await EngineAsync(rules + "\nvisible := true");

        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.DecideAsync(Call, CancellationToken.None));
    }

    [Theory]
    [InlineData("visible := 1")]
    [InlineData("visible := \"yes\"")]
    [InlineData("visible := {\"visible\": true}")]
    [InlineData("visible := true\nvisible := false if input.resource.id == \"transfer\"")]
    public async Task Visible_ThatFailsOrAnswersOddly_IsAFault(string rule)
    {
        var engine = await EngineAsync("allow := true\n" + rule);

        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.DecideAsync(Call, CancellationToken.None));
        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.FilterVisibleAsync([Call, Call], CancellationToken.None));
    }

    [Fact]
    public async Task List_IsAnsweredInItsOrder_WithoutArguments()
    {
        var engine = await EngineAsync("visible if input.resource.id in {\"a\", \"b\"}\nallow if input.context.arguments.amount == 250");
        PolicyInput[] inputs = [.. new[] { "a", "c", "b" }.Select(name => Call with { Target = Given.Tool(name) })];

        Assert.Equal([true, false, true], await engine.FilterVisibleAsync(inputs, CancellationToken.None));
        Assert.Empty(await engine.FilterVisibleAsync([], CancellationToken.None));
    }

    [Fact]
    public async Task LongList_IsAnsweredWhole()
    {
        var engine = await EngineAsync("visible if endswith(input.resource.id, \"7\")\nallow := false");
        PolicyInput[] inputs = [.. Enumerable.Range(0, 600).Select(i => Call with { Target = Given.Tool($"t{i}") })];

        Assert.Equal(inputs.Select(input => input.Target.Name.EndsWith('7')), await engine.FilterVisibleAsync(inputs, CancellationToken.None));
    }

    [Fact]
    public async Task Denial_ByArguments_IsToldFromOthers()
    {
        async Task<PolicyDecision> DecideAsync(string rules) => await (await EngineAsync("visible := true\n" + rules)).DecideAsync(Call);

        var byArguments = await DecideAsync("allow := true\ndeny contains \"too much\" if input.context.arguments.amount > 100");
        var otherwise = await DecideAsync("allow := true\ndeny contains \"closed\"");
        var never = await DecideAsync("allow := false");

        Assert.Equal((true, "too much"), (byArguments.ByArguments, Assert.Single(byArguments.Reasons)));
        Assert.Equal((false, "closed"), (otherwise.ByArguments, Assert.Single(otherwise.Reasons)));
        Assert.False(never.ByArguments);
    }

    [Fact]
    public async Task Scopes_AsAnObligation_AreMissingUntilHeld()
    {
        var engine = await EngineAsync("visible := true\nallow := true\nobligations.scopes contains \"write\"\nobligations.scopes contains \"pay\"");

        var none = await engine.DecideAsync(Call);
        var some = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("transfer"), Given.Read(), scopes: ["pay"]));
        var all = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("transfer"), Given.Read(), scopes: ["pay", "write"]));

        Assert.Equal((true, false), (none.Visible, none.Allowed));
        Assert.Equal(["pay", "write"], none.MissingScopes);
        Assert.Equal(["write"], some.MissingScopes);
        Assert.Equal(["pay", "write"], some.RequiredScopes);
        Assert.True(all.Allowed);
    }

    [Fact]
    public async Task Scopes_ThatAPolicyMisses_AreTold()
    {
        var engine = await EngineAsync("visible := true\nallow := false\nmissing_scopes := [\"pay\"]\nrequired_scopes := [\"pay\", \"read\"]");

        var decision = await engine.DecideAsync(Call);

        Assert.False(decision.Allowed);
        Assert.Equal(["pay"], decision.MissingScopes);
        Assert.Equal(["pay", "read"], decision.RequiredScopes);
    }

    [Fact]
    public async Task Obligations_AreReadWhole()
    {
        var engine = await EngineAsync("""
            allow := true
            visible := true
            obligations.redact.arguments contains "iban"
            obligations.redact.result contains "email"
            obligations.approval := "over the limit"
            obligations.quota_class := "gold"
            obligations.audit := "full"
            """);

        var decision = await engine.DecideAsync(Call);

        Assert.True(decision.Allowed);
        Assert.Equal(("over the limit", "gold", PolicyAuditLevel.Full), (decision.Obligations.Approval, decision.Obligations.QuotaClass, decision.Obligations.AuditLevel));
        Assert.Equal(["iban"], decision.Obligations.RedactArguments);
        Assert.Equal(["email"], decision.Obligations.RedactResult);
    }

    [Fact]
    public async Task Denial_WithObligationsThatMeanNothing_StaysADenial_AndKeepsLeast()
    {
        var engine = await EngineAsync("visible := true\nallow := false\nobligations := {\"notify\": \"ops\"}");

        var decision = await engine.DecideAsync(Call);

        Assert.Equal((false, PolicyAuditLevel.Minimal), (decision.Allowed, decision.Obligations.AuditLevel));
    }
}
