using System.Text.Json.Nodes;
using Stoa.Mcp.Gateway.Edge;

namespace Stoa.Mcp.Gateway.Tests.Edge;

public sealed class ModernResultTests
{
    [Theory]
    [InlineData("""{"tools":[]}""")]
    [InlineData("""{"tools":[],"_meta":{"x":1}}""")]
    public void Result_SaysThatItIsComplete_AndWhoAnswers(string json)
    {
        var result = (JsonObject)JsonNode.Parse(json)!;

        ModernResult.Complete(result);

        Assert.Equal("complete", (string?)result["resultType"]);
        Assert.Equal("stoa-gateway", (string?)result["_meta"]!["io.modelcontextprotocol/serverInfo"]!["name"]);
    }

    [Theory]
    [InlineData("""{"resultType":"input_required","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"orders"}}}""")]
    [InlineData("""{"resultType":"complete","_meta":7}""")]
    public void Result_KeepsWhatItsServerSays(string json)
    {
        var result = (JsonObject)JsonNode.Parse(json)!;

        ModernResult.Complete(result);

        Assert.Equal(json, result.ToJsonString());
    }
}
