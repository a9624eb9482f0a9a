using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Resources.Tools;

public sealed class ToolReaderTests
{
    [Fact]
    public void Tool_OfTheNewerDialect_IsReadWhole()
    {
        var tool = Assert.Single(Load.Good("""
            apiVersion: gostoa.dev/v1alpha1
            kind: Tool
            metadata:
              name: search-orders
              namespace: acme
            spec:
              displayName: Search Orders
              description: Finds orders by customer.
              endpoint: https://erp.example/api/{customer}/orders?api-version=2
              method: POST
              inputSchema:
                type: object
                properties:
                  customer: {type: string, minLength: 1}
                  status: {type: string, enum: [open, shipped]}
                required: [customer]
              outputSchema: {type: object}
              auth: {type: bearer, secretRef: erp}
              rateLimit: 100/min
              annotations: {readOnly: true, idempotent: true, openWorld: false}
              toolNamespace: sales
              environment: production
              scopes: ["b", "a"]
              cost: 3
            """).Tools);

        Assert.Equal(("search-orders", "acme", "Search Orders", "POST"), (tool.Name, tool.Namespace, tool.DisplayName, tool.Method));
        Assert.Equal("""{"type":"object","properties":{"customer":{"type":"string","minLength":1},"status":{"type":"string","enum":["open","shipped"]}},"required":["customer"]}""", tool.InputSchema.GetRawText());
        Assert.Equal(new UpstreamAuth { Type = UpstreamAuthType.Bearer, Secret = new SecretReference("erp", "token") }, tool.Auth);
        Assert.Equal(new ToolHints(ReadOnly: true, Destructive: false, Idempotent: true, OpenWorld: false), tool.Hints);
        Assert.Equal(("sales", "production", 3), (tool.ToolNamespace, tool.Environment, tool.Cost));
        Assert.Equal(["a", "b"], tool.Scopes);
        Assert.Equal(("rate-limit.search-orders", QuotaAlgorithm.SlidingWindow, 300L, TimeSpan.FromMinutes(1)), (tool.RateLimit!.Name, tool.RateLimit.Algorithm, tool.RateLimit.Limit, tool.RateLimit.Window));
        Assert.Equal("x.yaml:1", tool.Source);
    }

    [Fact]
    public void Tool_OfTheOlderDialect_IsReadWhole()
    {
        var tool = Assert.Single(Load.Good(ToolText.Tool("""
            tags: [payments]
            version: "1.0.0"
            apiRef: {name: payments, version: v1, operationId: search}
            authentication:
              type: apiKey
              headerName: X-Key
              secretRef: {name: payments, key: api-key}
            timeout: 45s
            rateLimit: {requestsPerMinute: 60, burst: 10}
            enabled: false
            """)).Tools);

        Assert.Equal(new UpstreamAuth { Type = UpstreamAuthType.Header, HeaderName = "X-Key", Secret = new SecretReference("payments", "api-key") }, tool.Auth);
        Assert.Equal((TimeSpan.FromSeconds(45), false, "1.0.0"), (tool.Timeout, tool.Enabled, tool.Version));
        Assert.Equal((QuotaAlgorithm.TokenBucket, 60L, 10L), (tool.RateLimit!.Algorithm, tool.RateLimit.Limit, tool.RateLimit.Burst));
        Assert.Null(tool.Namespace);
    }

    [Theory]
    [InlineData("GET", "", true, false, true)]
    [InlineData("HEAD", "", true, false, true)]
    [InlineData("POST", "", false, true, false)]
    [InlineData("PUT", "", false, true, true)]
    [InlineData("PATCH", "", false, true, false)]
    [InlineData("DELETE", "", false, true, true)]
    [InlineData("POST", "annotations: {destructive: false}", false, false, false)]
    [InlineData("POST", "annotations: {readOnlyHint: true}", true, false, true)]
    [InlineData("GET", "annotations: {readOnly: false}", false, true, true)]
    [InlineData("PUT", "annotations: {idempotentHint: false}", false, true, false)]
    public void Hints_FollowTheMethod_UnlessStated(string method, string fields, bool readOnly, bool destructive, bool idempotent) =>
        Assert.Equal(new ToolHints(readOnly, destructive, idempotent, OpenWorld: true), Assert.Single(Load.Good(ToolText.Tool(fields, method)).Tools).Hints);

    [Theory]
    [InlineData("10/s", 10, 1)]
    [InlineData("100/min", 100, 60)]
    [InlineData("1000/hour", 1_000, 3_600)]
    [InlineData("5/day", 5, 86_400)]
    public void RateLimit_IsACountAndAUnit(string text, long limit, int seconds)
    {
        var rule = Assert.Single(Load.Good(ToolText.Tool($"rateLimit: {text}")).Tools).RateLimit!;

        Assert.Equal((limit, TimeSpan.FromSeconds(seconds)), (rule.Limit, rule.Window));
        Assert.True(rule.Tool.Matches("orders") && !rule.Tool.Matches("orders2"));
    }

    [Fact]
    public void Mapping_NamesPlaces()
    {
        var mapping = Assert.Single(Load.Good(ToolText.Tool(
            "mapping: {path: {id: order}, query: [dry], header: {X-Reason: why}, body: data, errorBody: true}",
            "POST",
            "https://api.example/orders/{id}",
            "{type: object, properties: {order: {type: string}, dry: {type: boolean}, why: {type: string}, data: {type: object}}, required: [order]}")).Tools).Mapping;

        Assert.Equal(("order", "why", "data", true), (mapping.Path["id"], mapping.Headers["X-Reason"], mapping.BodyArgument, mapping.ErrorBody));
        Assert.Equal(["dry"], mapping.Query!);
    }

    [Fact]
    public void Tools_AreOrderedByName()
    {
        var tools = Load.Files(("a.yaml", Load.Acme), ("b.yaml", Named("zeta")), ("c.yaml", Named("alpha"))).Snapshot!.Tools;

        Assert.Equal(["alpha", "zeta"], tools.Select(tool => tool.Name));
    }

    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("orders", "ORDERS")]
    public void Tools_WithOneNameForReaders_AreRefused(string one, string other)
    {
        var load = Load.Files(("a.yaml", Load.Acme), ("b.yaml", Named(one)), ("c.yaml", Named(other).Replace("{name", "{namespace: acme, name", StringComparison.Ordinal)));

        Assert.Equal(
            [$"c.yaml:3:35: tool '{other}' has the name of tool '{one}', declared at b.yaml:1, or looks like it: every tool needs a name of its own, over all tenants"],
            load.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void Tool_OfAnUndeclaredTenant_IsRefused() => Assert.Equal(
        ["x.yaml:3:37: metadata.namespace: tenant 'acne' is not declared; declare it with kind Tenant and metadata.name 'acne'"],
        Load.Errors(ToolText.Tool().Replace("{name: orders}", "{name: orders, namespace: acne}", StringComparison.Ordinal)));

    private static string Named(string name) => ToolText.Tool().Replace("name: orders", $"name: {name}", StringComparison.Ordinal);
}
