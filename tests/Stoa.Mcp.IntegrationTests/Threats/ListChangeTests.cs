using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.IntegrationTests.Clients;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Threats;

/// <summary>Threat T20: that a list changed is told to those who see the change, and to nobody else.</summary>
[Trait("Threat", "T20")]
public sealed class ListChangeTests
{
    private const string Handshake =
        """{"jsonrpc":"2.0","id":"open","method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}""";

    [Fact]
    public async Task Session_IsToldOfWhatItsOwnerSees()
    {
        await using var server = await StartAsync();
        await using var acme = await Listener.ConnectAsync(server, "acme");
        await using var globex = await Listener.ConnectAsync(server, "globex");
        var tools = server.Services.GetRequiredService<IOptions<McpServerOptions>>().Value.ToolCollection!;

        tools.Add(Tool("acme_new"));
        await acme.WhenToldAsync(1);
        tools.Add(Tool("nobodys"));
        tools.Add(Tool("globex_new"));
        await globex.WhenToldAsync(1);
        tools.Remove(tools["acme_new"]);
        await acme.WhenToldAsync(2);

        Assert.Equal((2, 1), (acme.Told, globex.Told));
    }

    [Theory]
    [InlineData(Revisions.Legacy)]
    [InlineData(Revisions.Modern)]
    public async Task Pipe_IsToldOfWhatItsOwnerSees(string revision)
    {
        await using var server = await PipeServer.StartAsync(("Subject", "desktop"), ("Tenant", "acme"));
        var (write, read) = server.Ends;
        await using var writer = new StreamWriter(write) { AutoFlush = true };
        using var reader = new StreamReader(read);
        var listens = revision == Revisions.Legacy ? Handshake : Message("open", "subscriptions/listen", new() { ["notifications"] = new JsonObject { ["toolsListChanged"] = true } });
        await writer.WriteLineAsync(listens);
        await reader.ReadLineAsync();

        server.Options.ToolCollection!.Add(server.Tool("hidden_new"));
        server.Options.ToolCollection!.Add(server.Tool("open_new"));

        Assert.Contains("notifications/tools/list_changed", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        await writer.WriteLineAsync(revision == Revisions.Legacy ? Message("end", "ping", []) : Message("end", "tools/list", []));
        Assert.Contains("\"end\"", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);

        string Message(string id, string method, JsonObject parameters) => McpRequests.Body(revision, method, parameters, id).ToJsonString();
    }

    [Fact]
    public async Task ChangedDefinition_OfAVisibleTool_IsTold()
    {
        await using var server = await StartAsync();
        await using var acme = await Listener.ConnectAsync(server, "acme");
        var tools = server.Services.GetRequiredService<IOptions<McpServerOptions>>().Value.ToolCollection!;
        var changed = Tool("acme_tool");
        changed.ProtocolTool.Description = "Another text.";

        tools.Remove(tools["acme_tool"]);
        await acme.WhenToldAsync(1);
        tools.Add(changed);
        await acme.WhenToldAsync(2);
    }

    private static Task<GovernedServer> StartAsync() => GovernedServer.StartAsync(parts => parts
        .Sessions(HttpServerSessionMode.StatefulForInitializeClients)
        .Tenant("acme").Grant("acme", "{ tools: ['acme_*'] }").Key("acme", "acme")
        .Tenant("globex").Grant("globex", "{ tools: ['globex_*'] }").Key("globex", "globex")
        .Tool("acme_tool", () => "acme")
        .Tool("globex_tool", () => "globex"));

    private static McpServerTool Tool(string name) => McpServerTool.Create(() => name, new() { Name = name, ReadOnly = true });

    /// <summary>A client in a session, and how often it was told that the tools changed.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly SemaphoreSlim _told = new(0);
        private McpClient? _client;
        private int _count;

        public int Told => Volatile.Read(ref _count);

        public static async Task<Listener> ConnectAsync(GovernedServer server, string key)
        {
            var listener = new Listener();
            listener._client = await server.McpClientAsync(key, Revisions.Legacy, new()
            {
                Handlers = new()
                {
                    NotificationHandlers = [new(NotificationMethods.ToolListChangedNotification, (_, _) =>
                    {
                        Interlocked.Increment(ref listener._count);
                        listener._told.Release();
                        return default;
                    })],
                },
            });
            await listener._client.ListToolsAsync();
            await server.Trail.Entries.WaitForAsync(entry => entry.Call!.Operation == "session/stream" && entry.Call.Caller!.Subject == key);
            return listener;
        }

        public async Task WhenToldAsync(int times)
        {
            while (Told < times)
            {
                Assert.True(await _told.WaitAsync(TimeSpan.FromSeconds(30)), $"told {Told} times instead of {times}");
            }
        }

        public ValueTask DisposeAsync() => _client!.DisposeAsync();
    }
}
