using System.Text.Json;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Mcp;

public sealed class TargetMetadataReaderTests
{
    [Fact]
    public void Of_ToolWithClassAndMethodAttributes_LetsTheMethodWinAndAddsScopes()
    {
        var metadata = Read(nameof(Tools.Both));

        Assert.True(metadata.Known);
        Assert.Equal(("crm", "staging", 5), (metadata.ToolNamespace, metadata.Environment, metadata.Cost));
        Assert.Equal(["a:read", "b:write"], metadata.Scopes);
        Assert.Equal((true, false), (metadata.Idempotent, metadata.OpenWorld));
    }

    [Fact]
    public void Of_ToolWithNothingOfItsOwn_HasWhatTheClassSays()
    {
        var metadata = Read(nameof(Tools.Plain));

        Assert.Equal(("crm", null, 1), (metadata.ToolNamespace, metadata.Environment, metadata.Cost));
        Assert.Equal(["a:read"], metadata.Scopes);
    }

    [Theory]
    [InlineData(nameof(Tools.Plain), ToolAccess.Unclassified)]
    [InlineData(nameof(Tools.Reads), ToolAccess.Read)]
    [InlineData(nameof(Tools.Writes), ToolAccess.Write)]
    [InlineData(nameof(Tools.DoesNotDestroy), ToolAccess.Write)]
    [InlineData(nameof(Tools.Destroys), ToolAccess.Destructive)]
    [InlineData(nameof(Tools.IsNotReadOnly), ToolAccess.Destructive)]
    [InlineData(nameof(Tools.SaysItOnlyReads), ToolAccess.Destructive)]
    public void Of_Tool_TakesItsAccessFromAnnotationsUnlessTheAttributeSays(string method, ToolAccess expected) =>
        Assert.Equal(expected, Read(method).Access);

    [Fact]
    public void Of_TheSamePrimitive_IsTheSameInstance()
    {
        var tool = Tool(nameof(Tools.Plain));
        Assert.Same(TargetMetadataReader.Of(tool), TargetMetadataReader.Of(tool));
    }

    [Fact]
    public void AuthZenMapping_IsThatOfTheToolsOwnSchema()
    {
        var tool = Tool(nameof(Tools.Plain));
        tool.ProtocolTool.InputSchema = JsonElement.Parse("""{"type": "object", "x-authzen-mapping": {"evaluation": {}}}""");

        Assert.Equal("""{"evaluation": {}}""", TargetMetadataReader.Of(tool).AuthZenMapping.GetRawText());
        Assert.Equal(JsonValueKind.Undefined, Read(nameof(Tools.Reads)).AuthZenMapping.ValueKind);
    }

    [Fact]
    public void Cost_BelowZero_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new GovernedAttribute { Cost = -1 });

    private static TargetMetadata Read(string method) => TargetMetadataReader.Of(Tool(method));

    private static McpServerTool Tool(string method) => McpServerTool.Create(typeof(Tools).GetMethod(method)!);

    [Governed(ToolNamespace = "crm", Scopes = ["a:read"])]
    private static class Tools
    {
        [McpServerTool(Idempotent = true, OpenWorld = false), Governed(Environment = "staging", Cost = 5, Scopes = ["b:write", "a:read"])]
        public static void Both()
        {
        }

        [McpServerTool]
        public static void Plain()
        {
        }

        [McpServerTool(ReadOnly = true)]
        public static void Reads()
        {
        }

        [McpServerTool(ReadOnly = false, Destructive = false)]
        public static void Writes()
        {
        }

        [McpServerTool(Destructive = false)]
        public static void DoesNotDestroy()
        {
        }

        [McpServerTool(Destructive = true)]
        public static void Destroys()
        {
        }

        [McpServerTool(ReadOnly = false)]
        public static void IsNotReadOnly()
        {
        }

        [McpServerTool(ReadOnly = true), Governed(Access = ToolAccess.Destructive)]
        public static void SaysItOnlyReads()
        {
        }
    }
}
