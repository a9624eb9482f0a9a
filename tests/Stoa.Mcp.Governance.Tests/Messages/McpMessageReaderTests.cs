using System.Text;
using System.Text.Json;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Messages;

public sealed class McpMessageReaderTests
{
    public static TheoryData<string> Hostile => MessageCorpus.Names("hostile");

    public static TheoryData<string> Good => MessageCorpus.Names("good");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_HostileBody_IsRefusedWithItsCode(string name)
    {
        var entry = MessageCorpus.Get("hostile", name);

        var result = McpMessageReader.Read(MessageCorpus.Body(entry), new McpMessageLimits());

        Assert.False(result.Succeeded);
        Assert.Equal(MessageCorpus.Text(entry, "code"), result.Refusal.Code.ToString());
        Assert.Equal(MessageCorpus.Text(entry, "id"), result.Refusal.IdText);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_HostileBody_GivesTextsThatAreSafeToLog(string name)
    {
        var refusal = McpMessageReader.Read(MessageCorpus.Body(MessageCorpus.Get("hostile", name)), new McpMessageLimits()).Refusal!;

        Assert.All([refusal.Reason, refusal.PublicMessage], text =>
        {
            Assert.InRange(text.Length, 5, 250);
            Assert.DoesNotContain(text, char.IsControl);
            Assert.DoesNotContain("danger", text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void Read_GoodBody_IsReadAsItsSenderMeantIt(string name)
    {
        var entry = MessageCorpus.Get("good", name);
        var message = Read(MessageCorpus.Body(entry));

        Assert.Equal(MessageCorpus.Text(entry, "kind"), message.Kind.ToString());
        Assert.Equal(MessageCorpus.Text(entry, "method"), message.Method);
        Assert.Equal(MessageCorpus.Text(entry, "id"), message.IdText);
        Assert.Equal(MessageCorpus.Text(entry, "target"), message.Target.ToString());
        Assert.Equal(MessageCorpus.Flag(entry, "known"), message.Known);
        Assert.Equal(MessageCorpus.Flag(entry, "unusual"), message.HasUnusualName);
        Assert.Equal(MessageCorpus.Flag(entry, "withoutId"), message.IsRequestMethodWithoutId);
        Assert.Equal(MessageCorpus.Text(entry, "version"), message.ProtocolVersion);
        Assert.Equal(MessageCorpus.Text(entry, "requested"), message.RequestedVersion);
        Assert.Equal(MessageCorpus.Text(entry, "client"), message.ClientName is null ? null : $"{message.ClientName}/{message.ClientVersion}");
        Assert.Equal(MessageCorpus.Text(entry, "state"), message.RequestState);
        Assert.Equal(MessageCorpus.Text(entry, "trace"), message.TraceParent);
        Assert.Equal(entry["uris"]?.AsArray().Select(uri => uri!.GetValue<string>()) ?? [], message.ResourceUris);
    }

    [Fact]
    public void Read_Batch_SaysThatBatchesEnded()
    {
        var refusal = McpMessageReader.Read("[]"u8.ToArray(), new McpMessageLimits()).Refusal!;

        Assert.Contains("2025-06-18", refusal.PublicMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("\"1\"")]
    [InlineData("\"\"")]
    [InlineData("\"\\u0061\"")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("[]")]
    public void Arguments_OfAnUnknownMethod_AreWhateverValueTheyAre(string json)
    {
        var message = Read(Encoding.UTF8.GetBytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x/y\",\"params\":{\"arguments\":" + json + "}}"));

        Assert.Equal(json, message.Arguments.GetRawText());
    }

    [Fact]
    public void Arguments_OfCall_AreTheArgumentsAndNothingElse()
    {
        var message = Read("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","arguments":{"a":[1,"\u0062"]}}}"""u8.ToArray());

        Assert.Equal("""{"a":[1,"\u0062"]}""", message.Arguments.GetRawText());
        Assert.Equal("""{"name":"x","arguments":{"a":[1,"\u0062"]}}""", message.Parameters.GetRawText());
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x"}}""", JsonValueKind.Object)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","arguments":null}}""", JsonValueKind.Object)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", JsonValueKind.Undefined)]
    public void Arguments_OfMessageWithout_AreUndefined(string body, JsonValueKind parameters)
    {
        var message = Read(Encoding.UTF8.GetBytes(body));

        Assert.Equal(JsonValueKind.Undefined, message.Arguments.ValueKind);
        Assert.Equal(parameters, message.Parameters.ValueKind);
    }

    [Fact]
    public void ClientName_LongerThan256_IsCutBetweenCharacters()
    {
        var name = new string('a', 255) + "\U0001F600b";
        var body = $$"""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/clientInfo":{"name":"{{name}}"} } } }""";

        Assert.Equal(new string('a', 255), Read(Encoding.UTF8.GetBytes(body)).ClientName);
    }

    [Fact]
    public void Read_WithPrintableToolNames_TakesNamesOutsideTheStrictSet()
    {
        var limits = new McpMessageLimits { ToolNameCharacters = NameCharacters.Printable };
        var body = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"billing/größe anzeigen"}}""";

        Assert.False(McpMessageReader.Read(Encoding.UTF8.GetBytes(body), limits).Message!.HasUnusualName);
    }

    [Theory]
    [InlineData("1.", """{"name":null}""")]
    [InlineData("1.", """{"name":"x","arguments":[]}""")]
    [InlineData("2024-01-01", "{}")]
    public void Parameters_OfAMethodThatTheClaimedRevisionLacks_AreMarkedAsRefused(string claim, string parameters)
    {
        var meta = $$"""{ "_meta": { "io.modelcontextprotocol/protocolVersion": "{{claim}}" }""";
        var body = $$"""{ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {{parameters.Replace("{", meta + (parameters == "{}" ? "" : ","), StringComparison.Ordinal)}} }""";

        var message = Read(Encoding.UTF8.GetBytes(body));

        Assert.Equal(GovernanceCode.InvalidParams, message.ParametersRefusal?.Code);
        Assert.Equal(GovernedTarget.Server, message.Target);
        Assert.Null(SdkComparison.FindDifference(message));
    }

    [Fact]
    public void Parameters_OfAMethodThatTheClaimedRevisionLacks_AreReadWhereTheyCanBe()
    {
        var message = Read("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","_meta":{"io.modelcontextprotocol/protocolVersion":"1."}}}"""u8.ToArray());

        Assert.Null(message.ParametersRefusal);
        Assert.Equal(new GovernedTarget(GovernedTargetKind.Tool, "x"), message.Target);
    }

    [Theory]
    [InlineData("\"progressToken\":0", true)]
    [InlineData("\"progressToken\":\"\"", true)]
    [InlineData("\"progressToken\":null", false)]
    [InlineData("\"other\":1", false)]
    public void HasProgressToken_SaysWhetherOneWasSent(string meta, bool expected)
    {
        var body = $$"""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{ {{meta}} } } }""";

        Assert.Equal(expected, Read(Encoding.UTF8.GetBytes(body)).HasProgressToken);
    }

    [Theory]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}", false)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"x\"}}", true)]
    public void IsErrorResponse_TellsErrorsFromResults(string body, bool expected) =>
        Assert.Equal(expected, Read(Encoding.UTF8.GetBytes(body)).IsErrorResponse);

    [Fact]
    public void Read_EveryPrefixOfAMessage_IsAParseError()
    {
        var body = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","arguments":{"a":[1.5e1,"\ud83d\ude00"]}}}"""u8.ToArray();

        for (var length = 0; length < body.Length; length++)
        {
            Assert.Equal(GovernanceCode.ParseError, McpMessageReader.Read(body.AsMemory(0, length), new McpMessageLimits()).Refusal!.Code);
        }
    }

    private static McpMessage Read(byte[] body)
    {
        var result = McpMessageReader.Read(body, new McpMessageLimits());
        Assert.True(result.Succeeded, result.Refusal?.Reason);
        return result.Message;
    }
}
