using Stoa.Mcp.Governance.Auditing;

namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>The fixture itself: what it offers, other tests build on.</summary>
public class GovernedServerTests
{
    [Fact]
    public async Task Call_OfAGrantedTool_IsAnsweredRecordedAndMetered()
    {
        await using var server = await GovernedServer.StartAsync(parts => parts
            .Tenant("acme").Grant("acme", "{ tools: [echo] }").Key("acme", "acme")
            .Tool("echo", (string text) => text));

        await using var client = await server.McpClientAsync("acme", "2025-11-25");
        var result = await client.CallToolAsync("echo", new Dictionary<string, object?> { ["text"] = "hello" });

        Assert.Contains("hello", result.Content.Single().ToString(), StringComparison.Ordinal);
        var entries = server.Trail.Entries.All.Where(entry => entry.Call?.Operation == "tools/call").ToArray();
        Assert.Equal([AuditEntryKind.Intent, AuditEntryKind.Outcome], entries.Select(entry => entry.Kind));
        var usage = await server.Trail.Usage.WaitForAsync(one => one.Operation == "tools/call");
        Assert.Equal(("acme", "echo"), (usage.Single().TenantId, usage.Single().ToolName));
    }

    [Fact]
    public async Task Trail_OnDisk_HoldsTheRecord()
    {
        await using var server = await GovernedServer.StartAsync(parts => parts
            .FileTrail().Tenant("acme").Grant("acme", "{ tools: [echo] }").Key("acme", "acme")
            .Tool("echo", (string text) => text));

        await using var client = await server.McpClientAsync("acme");
        await client.CallToolAsync("echo", new Dictionary<string, object?> { ["text"] = "hello" });

        Assert.Contains(server.TrailLines(), line => line.Contains("\"echo\"", StringComparison.Ordinal));
    }
}
