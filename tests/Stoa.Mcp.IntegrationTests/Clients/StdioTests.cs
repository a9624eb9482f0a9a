using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.IntegrationTests.Clients;

/// <summary>The stdio sample as a process of its own, driven by the SDK's client.</summary>
public sealed class StdioTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stoa-stdio-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Sample_OverStandardStreams_DoesWhatItsReadmeSays(string revision)
    {
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = "dotnet",
            Arguments = [Sample(), $"--Stoa:Audit:Folder={_folder}", $"--Stoa:Metering:Folder={_folder}"],
        });
        // The probe's own time is short for a process that starts on a busy machine.
        var options = new McpClientOptions { ProtocolVersion = revision, DiscoverProbeTimeout = Timeout.InfiniteTimeSpan };
        await using (var client = await McpClient.CreateAsync(transport, options))
        {
            Assert.Equal(["delete_note", "read_note"], (await client.ListToolsAsync()).Select(tool => tool.Name).Order());

            var note = await client.CallToolAsync("read_note", new Dictionary<string, object?> { ["title"] = "Monday" });
            Assert.Equal("Monday: buy bread.", Assert.IsType<TextContentBlock>(note.Content.Single()).Text);

            var denied = await Assert.ThrowsAsync<McpProtocolException>(async () =>
                await client.CallToolAsync("delete_note", new Dictionary<string, object?> { ["title"] = "Monday" }));
            Assert.Equal(4030, (int)denied.ErrorCode);

            var unknown = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("no_such_tool"));
            Assert.Equal(McpErrorCode.InvalidParams, unknown.ErrorCode);
        }

        var trail = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder, "audit-*.jsonl")));
        Assert.Equal(2, trail.Split('\n').Count(line => line.Contains("\"name\":\"read_note\"", StringComparison.Ordinal)));
        Assert.Contains("\"code_name\":\"denied\"", trail, StringComparison.Ordinal);
    }

    // Built with the solution, in the configuration that this test was built in.
    private static string Sample()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Repository.PathOf($"samples/Stdio/bin/{here.Parent!.Name}/{here.Name}/Stdio.dll");
    }
}
