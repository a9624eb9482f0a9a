using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.Gateway.Tests.Edge;

/// <summary>Threat T7: what is started as a server is what the operator allowed, to the last argument.</summary>
[Trait("Threat", "T7")]
public sealed class CommandTests
{
    [Fact]
    public async Task CommandThatNobodyAllowed_IsNotServed_AndTold()
    {
        await using var one = await NameTests.StartAsync("one", "search");
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => parts.ToolSet("one", one.Url).Command("two", "npx"));

        Assert.Equal(["search"], NameTests.NamesOf(await gateway.PostAsync("tools/list")));
        var line = Assert.Single(gateway.Governed.Logs.Lines.All, line => line.Id.Name == "CommandRefused");
        Assert.Contains("npx", line.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ transport: stdio, command: notes, arguments: [-x] }")]
    [InlineData("{ transport: stdio, command: notes, args: [-x] }")]
    [InlineData("{ transport: stdio, command: notes, env: { A: b } }")]
    [InlineData("{ transport: stdio, command: notes, url: 'http://127.0.0.1/mcp' }")]
    [InlineData("{ transport: stdio, command: '/bin/sh' }")]
    [InlineData("{ transport: stdio, command: 'notes -x' }")]
    [InlineData("{ command: notes, url: 'http://127.0.0.1/mcp' }")]
    public async Task SetThatChangesACommand_StopsTheStart(string upstream)
    {
        await Assert.ThrowsAsync<ResourceLoadException>(() => GatewayUnderTest.StartAsync("edge-mcp", parts => parts
            .Setting("Stoa:Gateway:Commands:notes:Executable", "/bin/false").Setting("Stoa:Gateway:Commands:notes:WorkingDirectory", "/")
            .Resources(ToolSetExtensions.Declaration("notes", upstream))));
    }

    [Theory]
    [InlineData(Revisions.Modern)]
    [InlineData(Revisions.Legacy)]
    public async Task AllowedCommand_RunsAsItIsAllowed(string revision)
    {
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => parts
            .Setting("Stoa:Gateway:Commands:notes:Executable", Environment.ProcessPath)
            .Setting("Stoa:Gateway:Commands:notes:Arguments:0", Server())
            .Setting("Stoa:Gateway:Commands:notes:Arguments:1", "--one argument")
            .Setting("Stoa:Gateway:Commands:notes:Arguments:2", "$(two)")
            .Setting("Stoa:Gateway:Commands:notes:WorkingDirectory", folder.Path)
            .Setting("Stoa:Gateway:Commands:notes:Environment:DOTNET_ROOT", Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? Path.GetDirectoryName(Environment.ProcessPath))
            .Command("notes", "notes", prefix: "n_"));
        await using var client = await gateway.McpClientAsync(revision: revision);

        Assert.Contains(await client.ListToolsAsync(), tool => tool.Name == "n_read_note");
        var note = await client.CallToolAsync("n_read_note", new Dictionary<string, object?> { ["title"] = "Monday" });
        Assert.Equal("Monday: buy bread.", UpstreamKindTests.TextOf(note));
        Assert.Equal("--one argument $(two)", UpstreamKindTests.TextOf(await client.CallToolAsync("n_arguments")));
    }

    // Built before these tests, in the configuration that they are built in.
    private static string Server()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Repository.PathOf($"tests/Stoa.Mcp.Gateway.StdioServer/bin/{here.Parent!.Name}/{here.Name}/Stoa.Mcp.Gateway.StdioServer.dll");
    }
}
