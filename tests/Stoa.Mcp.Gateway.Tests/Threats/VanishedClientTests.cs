using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;
using RawHttp = Stoa.Mcp.IntegrationTests.Probe.RawHttp;

namespace Stoa.Mcp.Gateway.Tests.Threats;

/// <summary>Scorecard 24: clients that vanish without a word leave nothing behind, here or at the upstream.</summary>
[Trait("Threat", "T25")]
public sealed class VanishedClientTests(ITestOutputHelper output)
{
    private const int Clients = 1_000;
    private const int AtOnce = 200;

    [Theory]
    [InlineData("proxy")]
    [InlineData("edge-mcp")]
    public async Task ClientsThatVanish_LeaveNothingOpen(string mode)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var gateway = mode == "proxy"
            ? await GatewayUnderTest.ProxyAsync(upstream.Url)
            : await GatewayUnderTest.EdgeAsync(parts => parts.ToolSet("one", upstream.Url));
        using var counted = new Counted(gateway);
        var body = JsonSerializer.SerializeToUtf8Bytes(McpRequests.Body(
            Revisions.Modern, "subscriptions/listen", new JsonObject { ["notifications"] = new JsonObject { ["toolsListChanged"] = true } }, "1"));
        var request = RawHttp.Post(gateway.Url, [.. RawHttp.Common(ProbeKeys.Alice), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: subscriptions/listen"], body);

        for (var gone = 0; gone < Clients; gone += AtOnce)
        {
            var sockets = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => ConnectAsync(gateway.Url, request)));
            Assert.Equal(AtOnce, counted.OpenStreams);
            foreach (var socket in sockets)
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }

            await Eventually.TrueAsync(() => counted.OpenStreams == 0, "the end of every stream");
        }

        var opened = upstream.Requests.All.Where(sent => sent.Operation == "subscriptions/listen" && sent.Message!["id"]!.GetValueKind() == JsonValueKind.String).ToArray();
        output.WriteLine($"{Clients} clients vanished, {opened.Length} streams of the upstream were opened for them");
        Assert.Equal(mode == "proxy" ? Clients : 0, opened.Length);
        await Task.WhenAll(opened.Select(sent => sent.Aborted)).WaitAsync(TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() => gateway.Records.Count(record => record.IsWhole) == Clients, "every record");
    }

    // Reads until the stream has begun, and then no more.
    private static async Task<Socket> ConnectAsync(Uri url, byte[] request)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(url.Host, url.Port);
        await socket.SendAsync(request);
        var answer = new StringBuilder();
        var piece = new byte[1024];
        while (!answer.ToString().Contains("acknowledged", StringComparison.Ordinal))
        {
            var read = await socket.ReceiveAsync(piece).WaitAsync(TimeSpan.FromSeconds(30));
            Assert.True(read > 0, answer.ToString());
            answer.Append(Encoding.UTF8.GetString(piece, 0, read));
        }

        return socket;
    }
}
