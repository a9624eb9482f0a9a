using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Messages;

public sealed class StandardHeadersTests
{
    public static TheoryData<string> Corpus => MessageCorpus.Names("headers");

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Check_CorpusEntry_AnswersAsItSays(string name)
    {
        var entry = MessageCorpus.Get("headers", name);
        var message = McpMessageReader.Read(MessageCorpus.Body(entry), new McpMessageLimits()).Message!;
        var schema = entry["schema"] is { } node ? JsonElement.Parse(node.ToJsonString()) : default;

        var headers = Headers(entry);

        var refusal = StandardHeaders.Check(
            headers, HeaderNames.TraitsOf(headers), message, schema, MessageCorpus.Text(entry, "floor") ?? McpVersions.June2025, out var version);

        Assert.Equal(MessageCorpus.Text(entry, "code"), refusal?.Code.ToString());
        if (refusal is null)
        {
            Assert.Equal(MessageCorpus.Text(entry, "version"), version);
        }
        else
        {
            Assert.Equal(message.IdText, refusal.IdText);
        }
    }

    [Fact]
    public void Check_VersionBelowFloor_NamesWhatIsSupportedAndRequested()
    {
        var message = McpMessageReader.Read("""{"jsonrpc":"2.0","id":1,"method":"ping"}"""u8.ToArray(), new McpMessageLimits()).Message!;
        var headers = new HeaderDictionary { ["MCP-Protocol-Version"] = "2025-03-26" };

        var refusal = StandardHeaders.Check(headers, HeaderNames.TraitsOf(headers), message, default, McpVersions.June2025, out var version)!;

        Assert.Null(version);
        Assert.Equal(["2025-06-18", "2025-11-25", "2026-07-28"], refusal.SupportedVersions);
        Assert.Equal("2025-03-26", refusal.RequestedVersion);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("2025-06-18", null)]
    [InlineData("2024-11-05", GovernanceCode.UnsupportedProtocolVersion)]
    [InlineData("nonsense", GovernanceCode.UnsupportedProtocolVersion)]
    public void CheckWithoutMessage_JudgesTheVersionAlone(string? header, GovernanceCode? code)
    {
        var headers = new HeaderDictionary();
        if (header is not null)
        {
            headers["MCP-Protocol-Version"] = header;
        }

        var refusal = StandardHeaders.CheckWithoutMessage(headers, HeaderNames.TraitsOf(headers), McpVersions.June2025, out var version);

        Assert.Equal(code, refusal?.Code);
        Assert.Equal(refusal is null ? header : null, version);
    }

    [Fact]
    public void CheckWithoutMessage_UnderscoreVariant_IsRefused()
    {
        var headers = new HeaderDictionary { ["Mcp_Session_Id"] = "x" };

        Assert.Equal(
            GovernanceCode.InvalidRequest,
            StandardHeaders.CheckWithoutMessage(headers, HeaderNames.TraitsOf(headers), McpVersions.June2025, out _)?.Code);
    }

    [Theory]
    [InlineData("X_Request_Id")]
    [InlineData("Mcp-Param-user_id_2")]
    public void HasUnderscoreVariant_OfForeignHeaders_IsFalse(string name)
    {
        var headers = new HeaderDictionary { [name] = "x" };

        Assert.False(HeaderNames.HasUnderscoreVariant(headers, HeaderNames.TraitsOf(headers)));
    }

    private static HeaderDictionary Headers(JsonObject entry)
    {
        var headers = new HeaderDictionary();
        foreach (var pair in entry["headers"]!.AsArray())
        {
            var name = pair![0]!.GetValue<string>();
            headers[name] = StringValues.Concat(headers[name], pair[1]!.GetValue<string>());
        }

        return headers;
    }
}
