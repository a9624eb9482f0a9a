using System.Text.Json;
using Stoa.Mcp.Governance.Messages;

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
    public void HaveTwin_ArgumentThatBindsToAParameterItIsNot_IsTrue(string name) =>
        Assert.True(ArgumentNames.HaveTwin(Arguments(name), Schema));

    [Theory]
    [InlineData("path")]
    [InlineData("other")]
    [InlineData("p\u0430th")]
    public void HaveTwin_ParameterOrAnotherName_IsFalse(string name) =>
        Assert.False(ArgumentNames.HaveTwin(Arguments(name), Schema));

    [Theory]
    [InlineData("{}")]
    [InlineData("true")]
    [InlineData("""{"properties":[]}""")]
    public void HaveTwin_SchemaWithoutProperties_IsFalse(string schema) =>
        Assert.False(ArgumentNames.HaveTwin(Arguments("Path"), JsonElement.Parse(schema)));

    private static JsonElement Arguments(string name) => JsonElement.Parse($$"""{"{{name}}":1}""");
}
