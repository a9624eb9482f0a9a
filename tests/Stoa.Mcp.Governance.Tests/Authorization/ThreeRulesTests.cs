using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Resources;

namespace Stoa.Mcp.Governance.Tests.Authorization;

/// <summary>The three rules that every reader will try, from the files that a reader would write.</summary>
public sealed class ThreeRulesTests
{
    private const string Files = """
        apiVersion: gostoa.dev/v1alpha1
        kind: ToolGrant
        metadata: {name: analytics, namespace: acme}
        spec:
          toolNamespaces: [analytics]
          access: [read]
        ---
        apiVersion: gostoa.dev/v1alpha1
        kind: Tenant
        metadata: {name: globex}
        ---
        apiVersion: gostoa.dev/v1alpha1
        kind: ToolGrant
        metadata: {name: users, namespace: globex}
        spec:
          tools: [list_users, delete_user]
          access: [read, destructive]
        """;

    private readonly RegoPolicyEngine _engine = Given.Engine(new Given.FixedStore { Current = Load.Good(Files) });

    [Theory]
    [InlineData("acme", "analytics", true)]
    [InlineData("acme", "billing", false)]
    [InlineData("acme", "Analytics", false)]
    [InlineData("acme", null, false)]
    [InlineData("globex", "analytics", false)]
    public async Task Tenant_GrantedTheAnalyticsNamespace_CallsItsToolsAlone(string tenant, string? toolNamespace, bool expected)
    {
        var decision = await _engine.DecideAsync(Given.Input("tools/call", Given.Tool("report"), Given.Read(toolNamespace), tenant));

        Assert.Equal((expected, expected), (decision.Visible, decision.Allowed));
    }

    [Fact]
    public async Task DeleteUser_WithoutTheApprovalScope_IsVisibleAndAsksForIt()
    {
        var metadata = new TargetMetadata { Known = true, Access = ToolAccess.Destructive, Scopes = ["users:approve"] };
        PolicyInput Call(params string[] scopes) => Given.Input("tools/call", Given.Tool("delete_user"), metadata, "globex", scopes: scopes);

        var without = await _engine.DecideAsync(Call("stoa:write"));
        var with = await _engine.DecideAsync(Call("stoa:write", "users:approve"));

        Assert.Equal((true, false), (without.Visible, without.Allowed));
        Assert.Equal(["users:approve"], without.MissingScopes);
        Assert.Equal(["users:approve"], without.RequiredScopes);
        Assert.True(with.Allowed);
        Assert.Equal(["ToolGrant/globex/users"], with.MatchedRules);
    }

    [Theory]
    [InlineData("staging", "production", false)]
    [InlineData("production", "staging", false)]
    [InlineData("production", "production", true)]
    [InlineData("staging", "staging", true)]
    [InlineData("staging", null, true)]
    [InlineData(null, "production", true)]
    [InlineData(null, "staging", false)]
    [InlineData("", "production", true)]
    public async Task Agent_OfOneEnvironment_DoesNotReachDataOfAnother(string? agent, string? data, bool expected)
    {
        var decision = await _engine.DecideAsync(Given.Input(
            "tools/call", Given.Tool("report"), Given.Read("analytics", data), agentEnvironment: agent, serverEnvironment: "production"));

        Assert.Equal((expected, expected), (decision.Visible, decision.Allowed));
        if (!expected)
        {
            Assert.Contains($"belongs to environment '{data}'", Assert.Single(decision.Reasons), StringComparison.Ordinal);
        }
    }
}
