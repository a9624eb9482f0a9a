using System.Text;
using System.Text.Json;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Messages;

public sealed class ArgumentNamesTests
{
    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object","properties":{"path":{},"token":{},"fileId":{}}}""");

    [Theory]
    [InlineData("Path")]
    [InlineData("ＰＡＴＨ")]
    [InlineData("to\u212Aen")]
    [InlineData("pa\u200Dth")]
    [InlineData("\uFB01leID")]
    [InlineData("path\\u0000")]
    [InlineData("\U0001D429\U0001D41A\U0001D42D\U0001D421")]
    public void Check_ArgumentThatBindsToAParameterItIsNot_IsRefused(string name)
    {
        var refusal = ArgumentNames.Check(Call(name), Schema)!;

        Assert.Equal(GovernanceCode.InvalidParams, refusal.Code);
        Assert.Equal("1", refusal.IdText);
    }

    [Theory]
    [InlineData("path")]
    [InlineData("other")]
    [InlineData("p\u0430th")]
    public void Check_ParameterOrAnotherName_IsTaken(string name) => Assert.Null(ArgumentNames.Check(Call(name), Schema));

    [Theory]
    [InlineData("{}")]
    [InlineData("true")]
    [InlineData("""{"properties":[]}""")]
    public void Check_SchemaWithoutProperties_FindsNothing(string schema) =>
        Assert.Null(ArgumentNames.Check(Call("Path"), JsonElement.Parse(schema)));

    private static McpMessage Call(string argument)
    {
        var body = $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","arguments":{"{{argument}}":1} } }""";
        return McpMessageReader.Read(Encoding.UTF8.GetBytes(body), new McpMessageLimits()).Message!;
    }
}
