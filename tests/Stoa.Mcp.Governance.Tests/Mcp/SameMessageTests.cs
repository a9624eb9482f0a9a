using System.Text;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Governance.Tests.Mcp;

public sealed class SameMessageTests
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","arguments":{"a":[1,"x",null,true],"b":{"c":"d"}}}}""";

    [Theory]
    [InlineData(Call)]
    [InlineData("""{ "params" : { "name" : "t", "arguments" : { "a" : [ 1.50, -2e3 ] } }, "id" : "one", "method" : "tools/call", "jsonrpc" : "2.0" }""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\u0074","arguments":{"\u0061":"it's <é> \u00e9 \ud83d\ude00 😀 \/ \n \u007f"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"\u00e9'","method":"tools/list"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/initialized"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":5,"result":{"roots":[]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":5,"error":{"code":-1,"message":"no","data":{"a":1}}}""")]
    public void Is_TheSameBody_IsSame(string body) => Assert.True(SameMessage.Is(Decided(body), Sdk(body)));

    [Theory]
    [InlineData("\"name\":\"t\"", "\"name\":\"u\"")]
    [InlineData("\"id\":1", "\"id\":2")]
    [InlineData("\"id\":1", "\"id\":\"1\"")]
    [InlineData("\"id\":1,", "")]
    [InlineData("tools/call", "tools/list")]
    [InlineData("[1,", "[2,")]
    [InlineData("[1,", "[1.0,")]
    [InlineData("[1,", "[\"1\",")]
    [InlineData("null", "false")]
    [InlineData(",true]", "]")]
    [InlineData(",true]", ",true,true]")]
    [InlineData("\"c\":\"d\"", "\"d\":\"c\"")]
    [InlineData("{\"c\":\"d\"}", "[\"c\",\"d\"]")]
    [InlineData("{\"c\":\"d\"}", "{}")]
    [InlineData("}}}", "},\"e\":1}}")]
    public void Is_AChangedBody_IsNot(string part, string changed)
    {
        var other = Call.Replace(part, changed, StringComparison.Ordinal);
        Assert.NotEqual(Call, other);

        Assert.False(SameMessage.Is(Decided(Call), Sdk(other)));
        Assert.False(SameMessage.Is(Decided(other), Sdk(Call)));
    }

    [Fact]
    public void Is_AMessageWithoutItsParameters_IsNot()
    {
        var message = (JsonRpcRequest)Sdk(Call);
        var bare = new JsonRpcRequest { Id = message.Id, Method = message.Method };

        Assert.False(SameMessage.Is(Decided(Call), bare));
    }

    [Fact]
    public void Is_AnAnswerWithAnotherResult_IsNot() => Assert.False(SameMessage.Is(
        Decided("""{"jsonrpc":"2.0","id":5,"result":{"a":1}}"""), Sdk("""{"jsonrpc":"2.0","id":5,"result":{"a":2}}""")));

    private static McpMessage Decided(string body)
    {
        var read = McpMessageReader.Read(Encoding.UTF8.GetBytes(body), new McpMessageLimits());
        Assert.True(read.Succeeded, read.Refusal?.Reason);
        return read.Message;
    }

    private static JsonRpcMessage Sdk(string body) => JsonSerializer.Deserialize<JsonRpcMessage>(body, McpJsonUtilities.DefaultOptions)!;
}
