using System.Text.Json.Nodes;

namespace Stoa.Mcp.AspNetCore.Tests;

/// <summary>Whatever a header repeats of the body must agree with it (2026-07-28), or nothing runs.</summary>
public sealed class HeaderBodyTests
{
    [Theory]
    [InlineData("Mcp-Method", "")]
    [InlineData("Mcp-Method", "TOOLS/CALL")]
    [InlineData("Mcp-Method", "tools/list")]
    [InlineData("Mcp-Method", "=?base64?dG9vbHMvbGlzdA==?=")]
    [InlineData("Mcp-Name", "")]
    [InlineData("Mcp-Name", "ECHO")]
    [InlineData("Mcp-Name", "whoami")]
    [InlineData("Mcp-Name", "%65cho")]
    [InlineData("Mcp-Name", "=?BASE64?ZWNobw==?=")]
    [InlineData("Mcp-Name", "=?base64?ZWNobw?=")]
    [InlineData("Mcp-Name", "=?base64?ZWNo bw==?=")]
    [InlineData("Mcp-Name", "=?base64?ZWNobx==?=")]
    [InlineData("Mcp-Name", "=?base64?/w==?=")]
    [InlineData("MCP-Protocol-Version", "")]
    [InlineData("MCP-Protocol-Version", "2025-11-25")]
    public async Task Call_WithADifferingHeader_IsRefused(string header, string value)
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        var reply = await wire.CallAsync("tools/call", Echo(), (header, value));

        Assert.Equal((400, -32020), (reply.Status, reply.ErrorCode));
        Assert.Equal("r-1", reply.Json.GetProperty("id").GetString());
        Assert.Empty(app.Received);
    }

    [Theory]
    [InlineData("Mcp-Name", "  echo  ")]
    [InlineData("Mcp-Name", "=?base64?ZWNobw==?=")]
    [InlineData("mcp-name", "echo")]
    public async Task Call_WithAnEquivalentHeader_Runs(string header, string value)
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        var reply = await wire.CallAsync("tools/call", Echo(), (header, value));

        Assert.Equal(200, reply.Status);
        Assert.False(reply.Json.TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("""{"region":"eu"}""", "eu", "", true)]
    [InlineData("""{"region":"eu"}""", "us", "", false)]
    [InlineData("""{"region":"eu"}""", "", "", false)]
    [InlineData("""{"region":null}""", "", "", true)]
    [InlineData("""{}""", "eu", "", false)]
    [InlineData("""{"shelf":42}""", "", "42.0", true)]
    [InlineData("""{"shelf":42}""", "", "43", false)]
    [InlineData("""{"shelf":9007199254740993}""", "", "9007199254740993", false)]
    public async Task Call_WithMirroredArguments_RunsOnlyWhereTheyAgree(string arguments, string region, string shelf, bool runs)
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        var reply = await wire.CallAsync(
            "tools/call",
            new() { ["name"] = "place", ["arguments"] = JsonNode.Parse(arguments) },
            ("Mcp-Param-Region", region), ("Mcp-Param-Shelf", shelf));

        Assert.Equal(runs ? 200 : 400, reply.Status);
        Assert.Equal(runs ? 1 : 0, app.Received.Count);
    }

    [Theory]
    [InlineData("""{"io.modelcontextprotocol/protocolVersion":"2025-11-25","io.modelcontextprotocol/clientCapabilities":{}}""", -32020)]
    [InlineData("""{"io.modelcontextprotocol/clientCapabilities":{}}""", -32602)]
    [InlineData("""{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}""", -32602)]
    [InlineData("""{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":[]}""", -32602)]
    [InlineData("""{"io.modelcontextprotocol/protocolVersion":20260728,"io.modelcontextprotocol/clientCapabilities":{}}""", -32602)]
    [InlineData("""{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":7}""", -32602)]
    [InlineData("[]", -32602)]
    [InlineData("null", -32602)]
    public async Task Call_WithoutProperMeta_IsRefused(string meta, int code)
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        var reply = await wire.CallAsync("tools/list", new() { ["_meta"] = JsonNode.Parse(meta) });

        Assert.Equal((400, code), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task Call_WithASessionId_IgnoresItAndGetsNone()
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        var reply = await wire.CallAsync("tools/list", headers: ("Mcp-Session-Id", "anything"));

        Assert.Equal((200, null), (reply.Status, reply.Session));
    }

    private static JsonObject Echo() => new() { ["name"] = "echo", ["arguments"] = new JsonObject { ["text"] = "hi" } };
}
