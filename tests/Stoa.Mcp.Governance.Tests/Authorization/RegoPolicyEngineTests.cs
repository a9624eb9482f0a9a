using System.Text.Json;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Authorization;

/// <summary>What the engine makes of policies of a host's own, good and bad. Nothing but a plain yes is an allow.</summary>
public sealed class RegoPolicyEngineTests
{
    private static readonly PolicyInput Call = Given.Input("tools/call", Given.Tool("transfer"), Given.Read()) with { Arguments = JsonElement.Parse("""{"amount": 250}""") };

    [Theory]
    [InlineData("allow := true", true, true)]
    [InlineData("allow := true\nvisible := true", true, true)]
    [InlineData("allow := true\nvisible := false", false, false)]
    [InlineData("allow := true\nvisible if false", false, false)]
    [InlineData("allow := false\nvisible := true", true, false)]
    [InlineData("allow if false\nvisible := true", true, false)]
    [InlineData("allow := true\ndeny contains \"no\" if false", true, true)]
    [InlineData("allow := true\ndeny contains \"no\"", true, false)]
    [InlineData("allow := true\ndeny := [\"no\"]", true, false)]
    [InlineData("allow := true\ndeny contains {\"code\": 7}", true, false)]
    [InlineData("allow if input.tool.arguments.amount < 100\nvisible := true", true, false)]
    [InlineData("allow if input.tool.arguments.amount < 300\nvisible := true", true, true)]
    [InlineData("allow if input.tool_name == \"transfer\"", true, true)]
    [InlineData("allow if input.tool_name == \"other\"", false, false)]
    public async Task Policy_ThatAnswers_IsFollowed(string rules, bool visible, bool allowed)
    {
        var decision = await Engine(rules).DecideAsync(Call);

        Assert.Equal((visible, allowed), (decision.Visible, decision.Allowed));
        Assert.True(allowed || decision.Reasons.Count > 0);
        Assert.Equal("test+sha256:0123456789abcdef", decision.Revision);
    }

    [Theory]
    [InlineData("allow := 1", "allow is of type number")]
    [InlineData("allow := \"true\"", "allow is of type string")]
    [InlineData("allow := {\"allow\": false}", "allow is of type object")]
    [InlineData("allow := true\nvisible := \"yes\"", "visible is of type string")]
    [InlineData("allow := true\ndeny if input.tool.name == \"transfer\"", "deny is of type boolean")]
    [InlineData("allow := true\ndeny := false", "deny is of type boolean")]
    [InlineData("allow := true\nallow := false if input.tool.name == \"transfer\"", "conflict")]
    [InlineData("allow := true\ndeny contains \"no\" if to_number(input.tool.name) > 3", "builtin")]
    [InlineData("allow := true\nobligations.approval := \"yes\" if to_number(input.tool.name) > 3", "builtin")]
    [InlineData("allow if count([x | some i in numbers.range(1, 3000); some j in numbers.range(1, 3000); x := i * j]) > 3", "eval_cancel_error")]
    [InlineData("allow := true\nobligations := true", "obligations is of type boolean")]
    [InlineData("allow := true\nobligations := {\"notify\": \"ops\"}", "obligation \"notify\" is unknown")]
    [InlineData("allow := true\nobligations := {\"redact\": {\"results\": [\"a\"]}}", "obligation redact has \"results\"")]
    [InlineData("allow := true\nobligations := {\"redact\": [\"a\"]}", "obligation redact is")]
    [InlineData("allow := true\nobligations := {\"scopes\": \"a\"}", "obligation scopes is")]
    [InlineData("allow := true\nobligations := {\"scopes\": [1]}", "obligation scopes is")]
    [InlineData("allow := true\nobligations := {\"approval\": 1}", "obligation approval is")]
    [InlineData("allow := true\nobligations := {\"audit\": \"none\"}", "obligation audit is 'none'")]
    [InlineData("allow := true\nobligations := {\"quota_class\": 3}", "obligation quota_class is")]
    public async Task Policy_ThatFailsOrAnswersOddly_IsAFault(string rules, string reason)
    {
        var fault = await Assert.ThrowsAsync<PolicyFault>(async () => await Engine(rules).DecideAsync(Call, CancellationToken.None));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoasDenialReason_IsReadAsAReason_EvenWhereItConflictsWithItself()
    {
        var one = await Engine("allow := false\nvisible := true\ndenial_reason := \"too late\"").DecideAsync(Call);
        var two = await Engine("allow := false\nvisible := true\ndenial_reason := \"a\"\ndenial_reason := \"b\" if true").DecideAsync(Call);

        Assert.Equal("too late", Assert.Single(one.Reasons));
        Assert.StartsWith("denial_reason gives no single reason", Assert.Single(two.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Denial_ByArguments_IsToldFromOthers()
    {
        async Task<bool> ByArgumentsAsync(string rules) => (await Engine("visible := true\n" + rules).DecideAsync(Call)).ByArguments;

        Assert.True(await ByArgumentsAsync("allow := true\ndeny contains \"too much\" if input.tool.arguments.amount > 100"));
        Assert.True(await ByArgumentsAsync("allow if input.tool.arguments.amount < 100"));
        Assert.False(await ByArgumentsAsync("allow := true\ndeny contains \"closed\"\ndeny contains \"too much\" if input.tool.arguments.amount > 1000"));
        Assert.False(await ByArgumentsAsync("allow := false"));
    }

    [Fact]
    public async Task Obligations_AreReadWhole()
    {
        var decision = await Engine("""
            allow := true
            obligations.redact.arguments contains "iban"
            obligations.redact.result contains "email"
            obligations.approval := "over the limit"
            obligations.quota_class := "gold"
            obligations.audit := "full"
            """).DecideAsync(Call);

        Assert.True(decision.Allowed);
        Assert.Equal(("over the limit", "gold", PolicyAuditLevel.Full), (decision.Obligations.Approval, decision.Obligations.QuotaClass, decision.Obligations.AuditLevel));
        Assert.Equal(["iban"], decision.Obligations.RedactArguments);
        Assert.Equal(["email"], decision.Obligations.RedactResult);
    }

    [Fact]
    public async Task Scopes_AsAnObligation_AreMissingUntilHeld_ByCredentialOrRole()
    {
        var engine = Engine("allow := true\nobligations.scopes contains \"stoa:write\"\nobligations.scopes contains \"pay\"");

        var none = await engine.DecideAsync(Call);
        var some = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("transfer"), Given.Read(), scopes: ["pay"]));
        var all = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("transfer"), Given.Read(), scopes: ["pay", "stoa:write"]));

        Assert.Equal((true, false), (none.Visible, none.Allowed));
        Assert.Equal(["pay", "stoa:write"], none.MissingScopes);
        Assert.Equal(["stoa:write"], some.MissingScopes);
        Assert.Equal(["pay", "stoa:write"], some.RequiredScopes);
        Assert.True(all.Allowed);
    }

    [Fact]
    public async Task CustomRules_TakeAwayFromTheShippedPolicy()
    {
        var engine = Given.Engine(
            new Given.FixedStore { Current = Given.Snapshot(Given.Grant() with { Tools = Given.Patterns("*") }) },
            new PolicyOptions(),
            ("custom.rego", """
                package stoa.custom

                deny contains "too much" if input.tool.arguments.amount > 100

                hide contains "not for this agent" if input.tool.name == "secret"

                obligations.audit := "minimal" if input.tool.name == "quiet"
                """));

        var denied = await engine.DecideAsync(Call);
        var hidden = await engine.DecideAsync(Call with { Target = Given.Tool("secret") });
        var quiet = await engine.DecideAsync(Call with { Target = Given.Tool("quiet"), Arguments = default });

        Assert.Equal((true, false, true), (denied.Visible, denied.Allowed, denied.ByArguments));
        Assert.Equal("too much", Assert.Single(denied.Reasons));
        Assert.Equal((false, "not for this agent"), (hidden.Visible, Assert.Single(hidden.Reasons)));
        Assert.Equal((true, PolicyAuditLevel.Minimal), (quiet.Allowed, quiet.Obligations.AuditLevel));
    }

    [Theory]
    [InlineData("package stoa.authz\n\nallow := true", "a.rego:3:1: data.stoa.authz.allow belongs to the shipped policy")]
    [InlineData("package stoa\n\nauthz.allow := true", "a.rego:3:1: data.stoa.authz.allow belongs to the shipped policy")]
    [InlineData("package stoa.grants\n\nvisible := true", "a.rego:3:1: data.stoa.grants.visible belongs to the shipped policy")]
    [InlineData("package stoa.tenants\n\nacme := true", "a.rego:3:1: data.stoa.tenants.acme belongs to the shipped policy")]
    [InlineData("package stoa.custom\n\nhide contains \"x\" if input.tool.arguments.a", "a.rego:3:22: input.tool.arguments.a can hold the arguments")]
    [InlineData("package stoa.custom\n\nhide contains \"x\" if input.context.arguments.a", "a.rego:3:22: input.context.arguments.a can hold the arguments")]
    [InlineData("package stoa.custom\n\nhide contains \"x\" if f(input)\n\nf(x) if x.tool.name", "a.rego:3:24: the whole input can hold the arguments")]
    [InlineData("package stoa.custom\n\nhide contains \"x\" if data.lib.f\n", "lib.rego:3:8: input.tool can hold the arguments")]
    [InlineData("package stoa.custom\n\nhide contains \"x\" if some_error(", "a.rego:3:")]
    [InlineData("package stoa.custom\n\nhide contains x", "rego_unsafe_var_error")]
    public void Policy_ThatMustNotBe_IsRefusedWithItsPlace(string module, string error)
    {
        var lib = ("lib.rego", "package lib\n\nf if { input.tool[_] }");

        var refused = Assert.Throws<PolicyLoadException>(() => Given.Policy(new PolicyOptions(), ("a.rego", module), lib));

        Assert.Contains(error, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_InPlaceOfTheShippedOne_HasToAllowSomething()
    {
        var refused = Assert.Throws<PolicyLoadException>(() => Given.Policy(new PolicyOptions { Default = false }, ("a.rego", "package stoa.authz\n\nvisible := true")));

        Assert.Contains("no rule data.stoa.authz.allow", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_RestsOnOneState_AndSeesNoArguments()
    {
        var engine = Engine("visible if input.tool.name in {\"a\", \"b\"}\nallow if input.tool.arguments.amount == 250");
        PolicyInput[] inputs = [.. new[] { "a", "c", "b" }.Select(name => Call with { Target = Given.Tool(name) })];

        Assert.Equal([true, false, true], await engine.FilterVisibleAsync(inputs, CancellationToken.None));
    }

    [Fact]
    public async Task List_OfAPolicyWithoutVisible_ShowsWhatIsAllowedWithoutArguments()
    {
        var engine = Engine("allow if input.tool.name == \"a\"\nallow if { input.tool.name == \"b\"; input.tool.arguments.amount == 250 }");
        PolicyInput[] inputs = [.. new[] { "a", "b" }.Select(name => Call with { Target = Given.Tool(name) })];

        Assert.Equal([true, false], await engine.FilterVisibleAsync(inputs, CancellationToken.None));
        Assert.True((await engine.DecideAsync(inputs[1])).Allowed);
    }

    [Fact]
    public async Task Engine_FollowsBothStores()
    {
        var resources = new Given.FixedStore { Current = Given.Snapshot() };
        var policies = new Given.FixedPolicy { Current = CompiledPolicy.Default };
        var engine = new RegoPolicyEngine(resources, policies, Options.Create(new PolicyOptions()), TimeProvider.System);
        Assert.False((await engine.DecideAsync(Call)).Allowed);

        resources.Current = Given.Snapshot(Given.Grant() with { Tools = Given.Patterns("*") });
        Assert.True((await engine.DecideAsync(Call)).Allowed);

        policies.Current = Given.Policy(new PolicyOptions(), ("a.rego", "package stoa.custom\n\ndeny contains \"no\""));
        var denied = await engine.DecideAsync(Call);
        Assert.Equal((false, "test+sha256:0123456789abcdef"), (denied.Allowed, denied.Revision));
    }

    private static RegoPolicyEngine Engine(string rules)
    {
        var store = new Given.FixedStore { Current = Given.Snapshot() };
        return Given.Engine(store, new PolicyOptions { Default = false }, ("authz.rego", $"package stoa.authz\n\n{rules}"));
    }
}
