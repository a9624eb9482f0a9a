using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Authorization;

public sealed class DefaultPolicyTests
{
    [Theory]
    [InlineData("initialize")]
    [InlineData("ping")]
    [InlineData("server/discover")]
    [InlineData("notifications/initialized")]
    [InlineData("notifications/cancelled")]
    [InlineData("notifications/progress")]
    [InlineData("notifications/roots/list_changed")]
    [InlineData("logging/setLevel")]
    [InlineData("response")]
    [InlineData("session/stream")]
    [InlineData("session/end")]
    [InlineData("tools/list")]
    [InlineData("prompts/list")]
    [InlineData("resources/list")]
    [InlineData("resources/templates/list")]
    [InlineData("subscriptions/listen")]
    public async Task ProtocolOperation_OfADeclaredTenant_NeedsNoGrant(string operation)
    {
        var engine = Given.Engine();

        Assert.True((await engine.DecideAsync(Given.Input(operation, GovernedTarget.Server))).Allowed);
        foreach (var tenant in (string[])["closed", "unknown", "ACME", ""])
        {
            var denied = await engine.DecideAsync(Given.Input(operation, GovernedTarget.Server, tenant: tenant));
            Assert.Equal((true, false), (denied.Visible, denied.Allowed));
            Assert.StartsWith($"tenant '{tenant}' is ", Assert.Single(denied.Reasons), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Initialize")]
    [InlineData("tools/call")]
    [InlineData("resources/subscribe")]
    [InlineData("notifications/unknown")]
    [InlineData("x/search")]
    [InlineData("")]
    public async Task OtherOperation_OnTheServer_IsHiddenWithoutAGrant(string operation)
    {
        var decision = await Given.Engine(Given.Grant() with { Tools = Given.Patterns("*") }).DecideAsync(Given.Input(operation, GovernedTarget.Server));

        Assert.False(decision.Visible);
        Assert.Equal($"no ToolGrant of tenant 'acme' covers operation '{operation}'", Assert.Single(decision.Reasons));
    }

    [Theory]
    [InlineData(GovernedTargetKind.Tool, "tools/call", "a", true)]
    [InlineData(GovernedTargetKind.Tool, "tools/call", "A", false)]
    [InlineData(GovernedTargetKind.Tool, "tools/call", "", false)]
    [InlineData(GovernedTargetKind.Tool, "tools/call", "p", false)]
    [InlineData(GovernedTargetKind.Prompt, "prompts/get", "p", true)]
    [InlineData(GovernedTargetKind.Prompt, "completion/complete", "p", true)]
    [InlineData(GovernedTargetKind.Prompt, "prompts/get", "a", false)]
    [InlineData(GovernedTargetKind.Resource, "resources/read", "file:///a/b", true)]
    [InlineData(GovernedTargetKind.Resource, "resources/subscribe", "file:///a/b", true)]
    [InlineData(GovernedTargetKind.Resource, "subscriptions/listen", "file:///a/b", true)]
    [InlineData(GovernedTargetKind.Resource, "resources/read", "file:///b", false)]
    [InlineData(GovernedTargetKind.ResourceTemplate, "completion/complete", "file:///a/{x}", true)]
    [InlineData(GovernedTargetKind.ResourceTemplate, "resources/templates/list", "file:///{x}", false)]
    [InlineData(GovernedTargetKind.Task, "x/a", "a", false)]
    [InlineData((GovernedTargetKind)99, "tools/call", "a", false)]
    public async Task Target_IsVisible_WhereAGrantNamesIt(GovernedTargetKind kind, string operation, string name, bool expected)
    {
        var grant = Given.Grant() with { Tools = Given.Patterns("a"), Prompts = Given.Patterns("p"), Resources = Given.Patterns("file:///a/*") };

        var decision = await Given.Engine(grant).DecideAsync(Given.Input(operation, new GovernedTarget(kind, name), Given.Read()));

        Assert.Equal((expected, expected), (decision.Visible, decision.Allowed));
    }

    [Theory]
    [InlineData(GovernedTargetKind.Tool, "tools/list")]
    [InlineData(GovernedTargetKind.Prompt, "prompts/list")]
    [InlineData(GovernedTargetKind.Resource, "resources/read")]
    [InlineData(GovernedTargetKind.ResourceTemplate, "resources/templates/list")]
    public async Task Target_OfAGrantedNamespace_IsVisible(GovernedTargetKind kind, string operation)
    {
        var engine = Given.Engine(Given.Grant() with { ToolNamespaces = Given.Patterns("sales-*") });

        Assert.True((await engine.DecideAsync(Given.Input(operation, new GovernedTarget(kind, "x"), Given.Read("sales-eu")))).Allowed);
        Assert.False((await engine.DecideAsync(Given.Input(operation, new GovernedTarget(kind, "x"), Given.Read("sales")))).Visible);
    }

    [Fact]
    public async Task Target_OfAnEnvironmentTheGrantLeavesOut_IsHiddenAndTheReasonSaysWhere()
    {
        var engine = Given.Engine(Given.Grant() with { Tools = Given.Patterns("*"), Environments = ["staging"] });

        var decision = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("a"), Given.Read(environment: "production")));

        Assert.False(decision.Visible);
        Assert.Equal("ToolGrant acme/g (g.yaml:1) names tool 'a', but spec.environments [staging] lacks 'production'", Assert.Single(decision.Reasons));
        Assert.True((await engine.DecideAsync(Given.Input("tools/call", Given.Tool("a"), Given.Read()))).Allowed);
    }

    [Fact]
    public async Task Grant_ForAgentsOfOneEnvironment_ServesNoOthers()
    {
        var engine = Given.Engine(Given.Grant() with { Tools = Given.Patterns("*"), Operations = Given.Patterns("x/*"), AgentEnvironments = ["staging"] });

        Assert.True((await engine.DecideAsync(Given.Input("tools/call", Given.Tool("a"), Given.Read(), agentEnvironment: "staging"))).Allowed);
        Assert.True((await engine.DecideAsync(Given.Input("tools/call", Given.Tool("a"), Given.Read(), serverEnvironment: "staging"))).Allowed);
        var hidden = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("a"), Given.Read()));
        Assert.Equal(
            "ToolGrant acme/g (g.yaml:1) names tool 'a', but spec.agentEnvironments [staging] lacks 'production', where the agent runs",
            Assert.Single(hidden.Reasons));
        Assert.False((await engine.DecideAsync(Given.Input("x/a", GovernedTarget.Server))).Visible);
        Assert.False((await engine.DecideAsync(Given.Input("tasks/get", new GovernedTarget(GovernedTargetKind.Task, "t")))).Visible);
    }

    [Theory]
    [InlineData(ToolAccess.Read, true)]
    [InlineData(ToolAccess.Write, false)]
    [InlineData(ToolAccess.Destructive, false)]
    [InlineData(ToolAccess.Unclassified, false)]
    public async Task Tool_BeyondTheGrantsAccess_IsVisibleAndDenied(ToolAccess access, bool allowed)
    {
        var engine = Given.Engine(Given.Grant() with { Tools = Given.Patterns("*") });

        var decision = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("x"), new TargetMetadata { Access = access }));

        Assert.Equal((true, allowed), (decision.Visible, decision.Allowed));
        Assert.Empty(decision.MissingScopes);
    }

    [Fact]
    public async Task Denial_ByAccess_NamesToolGrantsAndSetting()
    {
        var engine = Given.Engine(
            Given.Grant("writers") with { Tools = Given.Patterns("x"), Access = [ToolAccess.Read, ToolAccess.Write] },
            Given.Grant("analytics") with { Tools = Given.Patterns("*") });

        var unclassified = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("x")));
        var destructive = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("y"), new TargetMetadata { Access = ToolAccess.Destructive }));

        Assert.Equal(
            [
                "ToolGrant acme/analytics allows access [read]; tool 'x' is unclassified: annotate it (readOnlyHint, destructiveHint, or [Governed(Access = …)]) or add 'unclassified' to spec.access (analytics.yaml:1)",
                "ToolGrant acme/writers allows access [read, write]; tool 'x' is unclassified: annotate it (readOnlyHint, destructiveHint, or [Governed(Access = …)]) or add 'unclassified' to spec.access (writers.yaml:1)",
            ],
            unclassified.Reasons);
        Assert.Equal(["ToolGrant/acme/analytics", "ToolGrant/acme/writers"], unclassified.MatchedRules);
        Assert.Equal("ToolGrant acme/analytics allows access [read]; tool 'y' is destructive: add 'destructive' to spec.access (analytics.yaml:1)", Assert.Single(destructive.Reasons));
    }

    [Fact]
    public async Task Prompt_UnderAGrantWithoutRead_IsDenied()
    {
        var engine = Given.Engine(Given.Grant() with { Prompts = Given.Patterns("*"), Access = [ToolAccess.Write] });

        var decision = await engine.DecideAsync(Given.Input("prompts/get", new GovernedTarget(GovernedTargetKind.Prompt, "p")));

        Assert.Equal((true, false), (decision.Visible, decision.Allowed));
    }

    [Fact]
    public async Task Denial_ByScopes_NamesTheGrantThatNeedsTheFewestMore()
    {
        var engine = Given.Engine(
            Given.Grant("a") with { Tools = Given.Patterns("*"), Scopes = ["s1", "s2", "s3"] },
            Given.Grant("b") with { Tools = Given.Patterns("*"), Scopes = ["s4"] },
            Given.Grant("c") with { Tools = Given.Patterns("*"), Access = [ToolAccess.Write] });

        var decision = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("x"), Given.Read(scopes: "own"), scopes: ["s1", "own"]));

        Assert.Equal((true, false), (decision.Visible, decision.Allowed));
        Assert.Equal(["s4"], decision.MissingScopes);
        Assert.Equal(["own", "s4"], decision.RequiredScopes);
        Assert.Equal(["ToolGrant/acme/b"], decision.MatchedRules);
        Assert.Equal("tool 'x' needs [s4], which the caller lacks, under ToolGrant acme/b (b.yaml:1)", Assert.Single(decision.Reasons));
    }

    [Fact]
    public async Task Scopes_OfSeveralGrants_AreNotAddedUp()
    {
        var engine = Given.Engine(
            Given.Grant("a") with { Tools = Given.Patterns("*"), Scopes = ["s1"] },
            Given.Grant("b") with { Tools = Given.Patterns("*"), Scopes = ["s2"] });

        Assert.True((await engine.DecideAsync(Given.Input("tools/call", Given.Tool("x"), Given.Read(), scopes: "s2"))).Allowed);
    }

    [Fact]
    public async Task Access_OfOneGrantAndScopesOfAnother_DoNotMakeAnAllow()
    {
        var engine = Given.Engine(
            Given.Grant("a") with { Tools = Given.Patterns("*"), Access = [ToolAccess.Write], Scopes = ["s1"] },
            Given.Grant("b") with { Tools = Given.Patterns("*") });

        var decision = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("x"), new TargetMetadata { Access = ToolAccess.Write }));

        Assert.False(decision.Allowed);
        Assert.Equal(["s1"], decision.MissingScopes);
    }

    [Theory]
    [InlineData("tasks/get", true)]
    [InlineData("tasks/result", true)]
    [InlineData("tasks/update", true)]
    [InlineData("tasks/cancel", true)]
    [InlineData("tasks/list", true)]
    [InlineData("tasks/other", false)]
    public async Task TaskOperation_OfATenantWithAnyGrant_IsAllowed(string operation, bool expected)
    {
        var engine = Given.Engine(Given.Grant() with { Tools = Given.Patterns("x"), Scopes = ["s"] });
        var target = operation == "tasks/list" ? GovernedTarget.Server : new GovernedTarget(GovernedTargetKind.Task, "handle");

        Assert.Equal(expected, (await engine.DecideAsync(Given.Input(operation, target))).Allowed);
        Assert.False((await engine.DecideAsync(Given.Input(operation, target, tenant: "globex"))).Visible);
    }

    [Fact]
    public async Task ExtensionMethod_IsAllowed_WhereAGrantNamesItAndItsScopesAreHeld()
    {
        var engine = Given.Engine(Given.Grant() with { Operations = Given.Patterns("x/*", "tasks/other"), Scopes = ["s"] });

        Assert.True((await engine.DecideAsync(Given.Input("x/search", GovernedTarget.Server, scopes: "s"))).Allowed);
        Assert.True((await engine.DecideAsync(Given.Input("tasks/other", new GovernedTarget(GovernedTargetKind.Task, "t"), scopes: "s"))).Allowed);
        Assert.Equal(["s"], (await engine.DecideAsync(Given.Input("x/search", GovernedTarget.Server))).MissingScopes);
        Assert.False((await engine.DecideAsync(Given.Input("y/search", GovernedTarget.Server, scopes: "s"))).Visible);
    }

    [Fact]
    public async Task ExtensionMethod_OnANamedTarget_NeedsBothGranted()
    {
        var target = new GovernedTarget(GovernedTargetKind.Resource, "r");
        var grant = Given.Grant() with { Resources = Given.Patterns("*") };

        var hidden = await Given.Engine(grant).DecideAsync(Given.Input("resources/delete", target));
        var allowed = await Given.Engine(grant with { Operations = Given.Patterns("resources/delete") }).DecideAsync(Given.Input("resources/delete", target));

        Assert.Equal((false, true), (hidden.Visible, allowed.Allowed));
        Assert.Contains("add it to spec.operations", Assert.Single(hidden.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProtocolMethod_WithoutItsTarget_IsNotGrantedAsAnOperation() =>
        Assert.False((await Given.Engine(Given.Grant() with { Operations = Given.Patterns("*") }).DecideAsync(Given.Input("tools/call", GovernedTarget.Server))).Visible);

    [Fact]
    public async Task Decision_CarriesTheRevision_AndFollowsTheStore()
    {
        var store = new Given.FixedStore { Current = Given.Snapshot(Given.Grant() with { Tools = Given.Patterns("*") }) };
        var engine = Given.Engine(store);
        var input = Given.Input("tools/call", Given.Tool("x"), Given.Read());

        var before = await engine.DecideAsync(input);
        store.Current = Given.Snapshot() with { Revision = "sha256:2" };
        var after = await engine.DecideAsync(input);

        Assert.Equal((true, "default+sha256:0123456789abcdef"), (before.Allowed, before.Revision));
        Assert.Equal((false, "default+sha256:2"), (after.Visible, after.Revision));
    }

    [Fact]
    public async Task Allow_OfAReadyTenant_AllocatesLittle()
    {
        var engine = Given.Engine(Given.Grant() with { Tools = Given.Patterns("report_*", "export") });
        var input = Given.Input("tools/call", Given.Tool("report_a"), Given.Read());
        for (var i = 0; i < 1_000; i++)
        {
            Assert.True((await engine.DecideAsync(input)).Allowed);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            await engine.DecideAsync(input, CancellationToken.None);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000, 0, 2_000);
    }
}
