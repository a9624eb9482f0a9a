using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Resources;

public sealed class ResourceLoaderTests
{
    [Fact]
    public void Load_WithEveryFieldOfATenant_ReadsThem()
    {
        var tenant = Load.Files(("t.yaml", """
            # A comment first.
            ---
            apiVersion: gostoa.dev/v1alpha1
            kind: Tenant
            metadata:
              name: acme
              namespace: acme
              labels: {team: data, 7: seven}
              annotations:
                anything: [at, all]
            spec:
              displayName: "123"
              enabled: false
              issuers: ["https://id.acme.example/", api-key-store]
              quotas:
                - {name: all, algorithm: sliding_window, limit: 100}
            """)).Snapshot!.Tenants["acme"];

        Assert.Equal(("acme", "123", false, "t.yaml:3"), (tenant.Name, tenant.DisplayName, tenant.Enabled, tenant.Source));
        Assert.Equal(["https://id.acme.example/", "api-key-store"], tenant.Issuers);
        Assert.Equal("acme", Assert.Single(tenant.Quotas).Tenant.Text);
    }

    [Theory]
    [InlineData("{ senderConstrained: required }", SenderConstraint.Required)]
    [InlineData("{ senderConstrained: optional }", SenderConstraint.Optional)]
    [InlineData("{ }", SenderConstraint.Optional)]
    public void Load_WithASenderConstraint_ReadsIt(string authentication, SenderConstraint expected)
    {
        var tenants = Load.Files(("t.yaml", $"{Load.Acme}\nspec: {{ authentication: {authentication} }}")).Snapshot!.Tenants;
        Assert.Equal(expected, tenants["acme"].SenderConstrained);
    }

    [Theory]
    [InlineData("{ senderConstrained: maybe }", "allowed: optional, required")]
    [InlineData("{ senderConstrained: true }", "must be a text")]
    [InlineData("{ senderConstraint: required }", "is unknown here")]
    [InlineData("required", "must be a mapping")]
    public void Load_WithAWrongSenderConstraint_IsRefused(string authentication, string reason)
    {
        var load = Load.Files(("t.yaml", $"{Load.Acme}\nspec: {{ authentication: {authentication} }}"));
        Assert.Null(load.Snapshot);
        Assert.Contains(reason, Assert.Single(load.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WithATenantWithoutSpec_TakesDefaults()
    {
        var tenant = Load.Files(("t.yaml", Load.Acme)).Snapshot!.Tenants["acme"];

        Assert.True(tenant.Enabled);
        Assert.Empty(tenant.Issuers);
        Assert.Empty(tenant.Quotas);
    }

    [Fact]
    public void Load_WithEveryFieldOfAGrant_ReadsThem()
    {
        var grant = Assert.Single(Load.Good("""
            apiVersion: gostoa.dev/v1alpha1
            kind: ToolGrant
            metadata: {name: analytics, namespace: acme}
            spec:
              tools: [report_*, export]
              toolNamespaces: [analytics]
              prompts: ['*']
              resources: ["file:///data/*", "db://{table}"]
              operations: [x/search]
              environments: [staging, production]
              agentEnvironments: [production]
              access: [read, write, destructive, unclassified]
              scopes: [stoa:read, users:approve]
            """).Grants["acme"]);

        Assert.Equal(("analytics", "acme", "x.yaml:1"), (grant.Name, grant.Tenant, grant.Source));
        Assert.Equal(["report_*", "export"], grant.Tools.Select(pattern => pattern.Text));
        Assert.Equal("analytics", Assert.Single(grant.ToolNamespaces).Text);
        Assert.Equal("*", Assert.Single(grant.Prompts).Text);
        Assert.Equal(["file:///data/*", "db://{table}"], grant.Resources.Select(pattern => pattern.Text));
        Assert.Equal("x/search", Assert.Single(grant.Operations).Text);
        Assert.Equal(["staging", "production"], grant.Environments);
        Assert.Equal(["production"], grant.AgentEnvironments);
        Assert.Equal([ToolAccess.Read, ToolAccess.Write, ToolAccess.Destructive, ToolAccess.Unclassified], grant.Access);
        Assert.Equal(["stoa:read", "users:approve"], grant.Scopes);
    }

    [Fact]
    public void Load_WithoutAccess_GrantsReadOnly() =>
        Assert.Equal([ToolAccess.Read], Assert.Single(Load.Good(Load.Grant("scopes: []")).Grants["acme"]).Access);

    [Fact]
    public void Load_WithSeveralDocumentsInOneFile_ReadsAll()
    {
        var snapshot = Load.Files(("all.yaml", $"{Load.Acme}\n---\n---\n{Load.Grant("scopes: [a]")}\n---\n# nothing\n")).Snapshot!;

        Assert.Single(snapshot.Tenants);
        Assert.Equal("all.yaml:7", Assert.Single(snapshot.Grants["acme"]).Source);
    }

    [Fact]
    public void Load_WithAByteOrderMark_ReadsTheFile() =>
        Assert.Single(Load.Files(("t.yaml", "\uFEFF" + Load.Acme)).Snapshot!.Tenants);

    [Fact]
    public void Load_OfNoFiles_DeclaresNothing()
    {
        var snapshot = Load.Files().Snapshot!;

        Assert.Empty(snapshot.Tenants);
        Assert.StartsWith("sha256:", snapshot.Revision, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WithErrorsInSeveralFiles_GathersAllInOrder()
    {
        var load = Load.Files(
            ("b.yaml", Load.Grant("acces: [read]\nscopes: ['a b']")),
            ("a.yaml", "kind: Tenant\n"),
            ("c.yaml", "[1, 2\n"));

        Assert.Null(load.Snapshot);
        Assert.Equal(
            ["a.yaml:1", "b.yaml:6", "b.yaml:7", "c.yaml:2"],
            load.Errors.Select(error => $"{error.File}:{error.Line}").Distinct());
    }

    [Fact]
    public void Revision_DependsOnPathAndContentAlone()
    {
        var first = Load.Files(("a.yaml", Load.Acme)).Snapshot!.Revision;

        Assert.Matches("^sha256:[0-9a-f]{16}$", first);
        Assert.Equal(first, Load.Files(("a.yaml", Load.Acme)).Snapshot!.Revision);
        Assert.NotEqual(first, Load.Files(("b.yaml", Load.Acme)).Snapshot!.Revision);
        Assert.NotEqual(first, Load.Files(("a.yaml", Load.Acme + " ")).Snapshot!.Revision);
    }
}
