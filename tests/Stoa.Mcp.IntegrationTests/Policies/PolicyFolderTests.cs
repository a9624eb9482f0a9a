using System.Text.Json.Nodes;
using Stoa.Mcp.IntegrationTests.Clients;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Policies;

/// <summary>A policy in a folder decides over HTTP, and goes on being read.</summary>
public sealed class PolicyFolderTests
{
    private const string Closed = "package stoa.custom\n\ndeny contains \"closed\" if input.tool.name == \"echo\"\n";
    private const string Open = "package stoa.custom\n\ndeny contains \"closed\" if false\n";

    [Fact]
    public async Task EditedPolicy_DecidesWithoutARestart_AndABadOneDoesNot()
    {
        await using var server = await StartAsync(Closed);
        Assert.Contains("4030", await CallAsync(server), StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(server.PolicyFolder, "policy.rego"), Open);
        await LoadedAsync(server, 2);
        Assert.Contains("hello", await CallAsync(server), StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(server.PolicyFolder, "policy.rego"), "package stoa.custom\n\ndeny contains x\n");
        await server.Logs.Lines.WaitForAsync(line => line.Id.Name == "PolicyReloadRefused");
        Assert.Contains("hello", await CallAsync(server), StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(server.PolicyFolder, "policy.rego"), Closed);
        await LoadedAsync(server, 3);
        Assert.Contains("4030", await CallAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DenialByArguments_IsAResultThatAModelCanActOn_WithoutTheReason()
    {
        await using var server = await StartAsync("package stoa.custom\n\ndeny contains \"secret reason\" if input.tool.arguments.text == \"hello\"\n");

        var answer = await CallAsync(server);

        Assert.Contains("\"isError\":true", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret reason", answer, StringComparison.Ordinal);
        Assert.Contains("secret reason", server.Trail.Entries.All[^1].Decision!.Reasons);
    }

    [Fact]
    public async Task HiddenTool_IsOffTheList_AndAnsweredAsAnUnknownOne()
    {
        await using var server = await StartAsync("package stoa.custom\n\nhide contains \"not for them\" if input.resource.id == \"echo\"\n");
        var raw = await RawMcp.ConnectAsync(server, Dialect.Modern, "clerk");

        var list = await raw.SendAsync("tools/list", []);
        var hidden = await CallAsync(server);
        var unknown = await CallAsync(server, "ecko");

        Assert.DoesNotContain("echo", list, StringComparison.Ordinal);
        Assert.Equal(WithoutDate(unknown), WithoutDate(hidden.Replace("echo", "ecko", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task PolicyOfTheHost_InPlaceOfTheShippedOne_DecidesAlone()
    {
        await using var server = await StartAsync(
            "package stoa.authz\n\nallow if input.action == \"read\"\n",
            parts => parts.Setting("Stoa:Policy:Default", "false").Setting("Stoa:Policy:ActionAsText", "true").Tool("write", () => "written", readOnly: false));

        Assert.Contains("hello", await CallAsync(server), StringComparison.Ordinal);
        Assert.Contains("Unknown tool", await CallAsync(server, "write"), StringComparison.Ordinal);
    }

    private static Task<GovernedServer> StartAsync(string policy, Action<GovernedServerBuilder>? configure = null) => GovernedServer.StartAsync(parts =>
    {
        parts.Tenant("acme").Grant("acme", "{ tools: ['*'] }").Key("clerk", "acme").Tool("echo", (string text) => text).Policy(policy);
        configure?.Invoke(parts);
    });

    private static async Task<string> CallAsync(GovernedServer server, string tool = "echo")
    {
        var raw = await RawMcp.ConnectAsync(server, Dialect.Modern, "clerk");
        return await raw.SendAsync("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = new JsonObject { ["text"] = "hello" } }, tool);
    }

    private static Task<IReadOnlyList<LogLine>> LoadedAsync(GovernedServer server, int times) => server.Logs.Lines.WaitForAsync(line => line.Id.Name == "PolicyLoaded", times);

    private static string WithoutDate(string answer) =>
        string.Join('\n', answer.Split('\n').Where(line => !line.StartsWith("Date:", StringComparison.OrdinalIgnoreCase)));
}
