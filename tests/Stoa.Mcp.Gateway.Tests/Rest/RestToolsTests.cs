using System.Text;
using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Tests.Rest;

public sealed class RestToolsTests
{
    [Fact]
    public async Task Tool_TellsWhatItIs()
    {
        await using var rest = await RestFixture.StartAsync();

        var tool = rest.Tool(
            """
            outputSchema: {type: object}
            toolNamespace: sales
            environment: production
            scopes: [b, a]
            cost: 4
            """,
            "PUT",
            schema: "{type: object, properties: {a: {type: string}}, x-authzen-mapping: {b: 1}}");

        Assert.Equal(
            """{"name":"orders","title":"Orders","description":"Finds orders","inputSchema":{"type":"object","properties":{"a":{"type":"string"}},"x-authzen-mapping":{"b":1},"additionalProperties":false},"outputSchema":{"type":"object"},"annotations":{"title":"Orders","readOnlyHint":false,"destructiveHint":true,"idempotentHint":true,"openWorldHint":true}}""",
            Encoding.UTF8.GetString(tool.Definition.Span));
        var metadata = tool.Metadata;
        Assert.Equal((true, "sales", "production", ToolAccess.Destructive, 4, true, true), (metadata.Known, metadata.ToolNamespace, metadata.Environment, metadata.Access, metadata.Cost, metadata.Idempotent, metadata.OpenWorld));
        Assert.Equal(["a", "b"], metadata.Scopes);
        Assert.Equal("""{"b":1}""", metadata.AuthZenMapping.GetRawText());
        Assert.Null(tool.Tenant);
    }

    [Theory]
    [InlineData("GET", "", ToolAccess.Read)]
    [InlineData("POST", "", ToolAccess.Destructive)]
    [InlineData("POST", "annotations: {destructive: false}", ToolAccess.Write)]
    [InlineData("POST", "annotations: {readOnly: true}", ToolAccess.Read)]
    [InlineData("DELETE", "", ToolAccess.Destructive)]
    public async Task Access_FollowsTheHints(string method, string fields, ToolAccess expected)
    {
        await using var rest = await RestFixture.StartAsync();

        Assert.Equal(expected, rest.Tool(fields, method).Metadata.Access);
    }

    [Fact]
    public async Task Tools_AreMadeOnceForEachState_AndOnlyThoseEnabled()
    {
        await using var rest = await RestFixture.StartAsync();
        var snapshot = RestFixture.Load($"{Tool("one")}\n---\n{Tool("two")}\n  enabled: false");

        var tools = rest.Tools.Of(snapshot);

        Assert.Equal("one", Assert.Single(tools).Name);
        Assert.Same(tools, rest.Tools.Of(snapshot));
        Assert.Empty(rest.Tools.Of(ResourceSnapshot.Empty));
    }

    [Fact]
    public async Task Tool_OfAStoreThatDoesNotCheck_IsNotOffered_WhereItCouldNotBeChecked()
    {
        await using var rest = await RestFixture.StartAsync();
        var bad = RestFixture.Load(Tool("one")).Tools[0] with { InputSchema = JsonElement.Parse("""{"type":"object","if":{}}""") };

        Assert.Empty(rest.Tools.Of(ResourceSnapshot.Empty with { Tools = [bad] }));
        Assert.Contains(rest.Logs.Lines, line => line.StartsWith("8600 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"n":0}""", "The arguments do not fit this tool: n must be at least 1.")]
    [InlineData("""{"n":"1"}""", "The arguments do not fit this tool: n must be a whole number.")]
    [InlineData("""{"n":1,"admin":true}""", "The arguments do not fit this tool: admin is unknown here.")]
    [InlineData("{}", "The arguments do not fit this tool: n is missing.")]
    public async Task Arguments_AreCheckedBeforeTheCall(string arguments, string expected)
    {
        await using var rest = await RestFixture.StartAsync();
        var tool = rest.Tool(schema: "{type: object, properties: {n: {type: integer, minimum: 1}}, required: [n]}");

        Assert.Equal(expected, RestFixture.TextOf(await rest.CallAsync(tool, arguments), isError: true));
        Assert.Empty(rest.Api.Seen);
    }

    private static string Tool(string name) => $$"""
        apiVersion: gostoa.dev/v1alpha1
        kind: Tool
        metadata: {name: {{name}}}
        spec:
          displayName: x
          description: x
          endpoint: https://api.example/
          method: GET
          inputSchema: {type: object}
        """;
}
