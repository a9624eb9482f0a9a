using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.Gateway.Tests.Edge;

/// <summary>Threat T20: that one server's list changed is told to those clients of the edge who see the change, and to nobody else.</summary>
[Trait("Threat", "T20")]
public sealed class ListChangeTests
{
    [Theory]
    [InlineData(Revisions.Modern, HttpServerSessionMode.StatefulForInitializeClients)]
    [InlineData(Revisions.Legacy, HttpServerSessionMode.StatefulForInitializeClients)]
    [InlineData(Revisions.Modern, HttpServerSessionMode.Stateful)]
    [InlineData(Revisions.Legacy, HttpServerSessionMode.Stateful)]
    public async Task Client_IsToldOfWhatItSees(string revision, HttpServerSessionMode sessions)
    {
        await using var one = await StandInUpstream.StartBareAsync(mcp => mcp.WithTools([StandInUpstream.Tool("acme_tool")]), sessions);
        await using var two = await StandInUpstream.StartBareAsync(mcp => mcp.WithTools([StandInUpstream.Tool("globex_tool")]), sessions);
        await using var gateway = await GatewayUnderTest.EdgeAsync(parts => parts
            .Tenant("initech").Grant("initech", "{ tools: ['acme_*'] }").Key("ian", "initech")
            .Setting("Stoa:Gateway:Upstream:DiscoveryInterval", "00:00:01")
            .ToolSet("one", one.Url).ToolSet("two", two.Url), servers: 2);
        await using var ian = await Listener.OpenAsync(gateway, "ian", revision);
        await using var bob = await Listener.OpenAsync(gateway, ProbeKeys.Bob, revision);

        one.Tools.Add(StandInUpstream.Tool("acme_new"));
        await ian.WhenToldAsync(1);
        one.Tools.Add(StandInUpstream.Tool("nobodys"));
        two.Tools.Add(StandInUpstream.Tool("globex_new"));
        await bob.WhenToldAsync(1);
        one.Tools.Remove(one.Tools["acme_new"]);
        await ian.WhenToldAsync(2);

        Assert.Equal((2, 1), (ian.Told.All.Count, bob.Told.All.Count));
        Assert.All(ian.Told.All.Concat(bob.Told.All), message => Assert.Equal("notifications/tools/list_changed", (string)message["method"]!));
        if (revision == Revisions.Modern)
        {
            Assert.All(ian.Told.All, message => Assert.Equal("listening", (string)message["params"]!["_meta"]!["io.modelcontextprotocol/subscriptionId"]!));
        }
    }

    /// <summary>A client that listens, and what it is told after it was acknowledged.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private EventStream? _stream;
        private Task _reading = Task.CompletedTask;

        public Recorded<JsonObject> Told { get; } = new();

        public static async Task<Listener> OpenAsync(GatewayUnderTest gateway, string key, string revision)
        {
            var listener = new Listener();
            if (revision == Revisions.Modern)
            {
                listener._stream = await gateway.StreamAsync(
                    "subscriptions/listen", new() { ["notifications"] = new JsonObject { ["toolsListChanged"] = true } }, key, id: "listening");
                Assert.Equal("notifications/subscriptions/acknowledged", (string)(await listener._stream.NextAsync())!["method"]!);
            }
            else
            {
                listener._stream = await gateway.ListenAsync(await gateway.OpenSessionAsync(key), key);
            }

            listener._reading = listener.ReadAsync();
            return listener;
        }

        public Task WhenToldAsync(int times) => Told.WaitForAsync(_ => true, times);

        public async ValueTask DisposeAsync()
        {
            await _stream!.DisposeAsync();
            await _reading;
        }

        private async Task ReadAsync()
        {
            try
            {
                while (await _stream!.ReadAsync() is { } message)
                {
                    Told.Add(message);
                }
            }
            catch (Exception error) when (error is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
            {
                // The test is over.
            }
        }
    }
}
