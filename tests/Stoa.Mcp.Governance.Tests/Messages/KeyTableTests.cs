using System.Text;
using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Governance.Tests.Messages;

public sealed class KeyTableTests
{
    // Around the switch from comparing to hashing, and around the size where the table grows.
    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(47)]
    [InlineData(48)]
    [InlineData(49)]
    [InlineData(1000)]
    public void Read_SecondKeyAfterMany_IsFoundWhereverTheFirstIs(int count)
    {
        var keys = Enumerable.Range(0, count).Select(i => i % 3 == 0 ? $"\\u006b{i}" : i % 3 == 1 ? $"k{i}" : $"é{i}").ToArray();

        Assert.True(Read(keys));
        foreach (var i in Enumerable.Range(0, count).Where(i => i < 20 || i > count - 20))
        {
            Assert.False(Read([.. keys, keys[i]]));
            Assert.False(Read([.. keys, keys[i].Replace("k", "\\u006B", StringComparison.Ordinal).Replace("u006b", "u006B", StringComparison.Ordinal)]));
            Assert.False(Read([.. keys, keys[i].Replace("\\u006b", "K", StringComparison.Ordinal).Replace('k', 'K').Replace('é', 'É')]));
        }
    }

    [Fact]
    public void Read_ManyKeysInSiblingsAndParents_AreKeptApart()
    {
        var inner = string.Join(',', Enumerable.Range(0, 60).Select(i => $"\"k{i}\":0"));
        var body = $$"""{"jsonrpc":"2.0","id":1,"method":"x","params":{"o":{"a":{ {{inner}} },{{inner}},"b":{ {{inner}} } },"p":{ {{inner}} } } }""";
        var twice = body.Replace("\"b\":{", "\"k59\":0,\"b\":{", StringComparison.Ordinal);

        Assert.True(McpMessageReader.Read(Encoding.UTF8.GetBytes(body), new McpMessageLimits()).Succeeded);
        Assert.False(McpMessageReader.Read(Encoding.UTF8.GetBytes(twice), new McpMessageLimits()).Succeeded);
    }

    private static bool Read(IEnumerable<string> arguments)
    {
        var members = string.Join(',', arguments.Select(key => $"\"{key}\":0"));
        var body = $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","arguments":{ {{members}} } } }""";
        return McpMessageReader.Read(Encoding.UTF8.GetBytes(body), new McpMessageLimits()).Succeeded;
    }
}
