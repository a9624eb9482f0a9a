using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Resources.Tools;

public sealed class ToolSetReaderTests
{
    [Fact]
    public void ToolSet_IsReadWhole()
    {
        var toolSet = Assert.Single(Load.Good("""
            apiVersion: gostoa.dev/v1alpha1
            kind: ToolSet
            metadata: {name: crm, namespace: acme}
            spec:
              upstream:
                url: https://crm.example/mcp
                transport: sse
                auth:
                  type: token_exchange
                  tokenUrl: https://id.example/token
                  clientId: gateway
                  secretRef: {name: gateway, key: client-secret}
                  audience: crm
                  scope: crm:read crm:write
                timeoutSeconds: 60
              tools: [search_*, get_customer]
              excludedTools: [search_all]
              prefix: crm_
            """).ToolSets);

        Assert.Equal(("crm", "acme", new Uri("https://crm.example/mcp"), ToolSetTransport.Sse, 60, "crm_"), (toolSet.Name, toolSet.Namespace, toolSet.Url, toolSet.Transport, toolSet.TimeoutSeconds, toolSet.Prefix));
        Assert.Equal(
            new UpstreamAuth
            {
                Type = UpstreamAuthType.TokenExchange,
                TokenUrl = new Uri("https://id.example/token"),
                ClientId = "gateway",
                Secret = new SecretReference("gateway", "client-secret"),
                Audience = "crm",
                Scope = "crm:read crm:write",
            },
            toolSet.Auth);
        Assert.True(toolSet.Offers("search_orders") && toolSet.Offers("get_customer"));
        Assert.False(toolSet.Offers("search_all") || toolSet.Offers("delete_customer") || toolSet.Offers("Get_customer"));
    }

    [Fact]
    public void ToolSet_WithAnEmptyList_OffersAll()
    {
        var toolSet = Assert.Single(Load.Good(ToolText.ToolSet("tools: []")).ToolSets);

        Assert.Equal(ToolSetTransport.StreamableHttp, toolSet.Transport);
        Assert.Equal(UpstreamAuth.None, toolSet.Auth);
        Assert.True(toolSet.Offers("anything"));
    }

    [Fact]
    public void ToolSet_OfACommand_HasNoAddress()
    {
        var toolSet = Assert.Single(Load.Good(ToolText.ToolSet(upstream: "{transport: stdio, command: git-server}")).ToolSets);

        Assert.Equal(("git-server", null), (toolSet.Command, toolSet.Url));
    }

    [Fact]
    public void Overlay_TakesEachField_FromTheFirstThatMatchesAndSaysIt()
    {
        var toolSet = Assert.Single(Load.Good(ToolText.ToolSet("""
            metadata:
              - {tools: [delete_*], access: destructive, scopes: [b, a]}
              - {tools: ["*"], toolNamespace: crm, environment: production, access: read, cost: 2}
              - {tools: ["*"], cost: 9}
            """)).ToolSets);
        var reported = new TargetMetadata { Known = true, ToolNamespace = "itself", Access = ToolAccess.Write, Idempotent = true };

        var removed = ToolOverlay.Apply(toolSet.Metadata, "delete_customer", reported);
        var read = ToolOverlay.Apply(toolSet.Metadata, "get_customer", reported);

        Assert.Equal(("crm", "production", ToolAccess.Destructive, 2, true), (removed.ToolNamespace, removed.Environment, removed.Access, removed.Cost, removed.Idempotent));
        Assert.Equal(["a", "b"], removed.Scopes);
        Assert.Equal((ToolAccess.Read, 0), (read.Access, read.Scopes.Count));
    }

    [Fact]
    public void Overlay_WithoutAny_LeavesWhatTheServerSays()
    {
        var reported = new TargetMetadata { Known = true, Access = ToolAccess.Write };

        Assert.Equal(reported, ToolOverlay.Apply(Assert.Single(Load.Good(ToolText.ToolSet()).ToolSets).Metadata, "a", reported));
    }
}
