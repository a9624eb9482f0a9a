using System.Net;
using System.Net.Sockets;
using System.Text;
using Stoa.Mcp.Governance.Authentication;

namespace Stoa.Mcp.Governance.Tests.Authentication;

/// <summary>A name that changes its mind (DNS rebinding): 127.0.0.2 stands for an address that is allowed, 127.0.0.1 for one that is not.</summary>
public sealed class GuardedConnectionTests : IDisposable
{
    private static readonly IPAddress Allowed = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Forbidden = IPAddress.Loopback;

    private readonly TcpListener _canary = new(Forbidden, 0);
    private readonly TcpListener _server;
    private readonly Queue<IPAddress[]> _answers = new();

    public GuardedConnectionTests()
    {
        _canary.Start();
        _server = new TcpListener(Allowed, Port);
        _server.Start();
    }

    private int Port => ((IPEndPoint)_canary.LocalEndpoint).Port;

    [Fact]
    public async Task NameThatTurnsInward_BetweenTwoConnections_IsRefusedTheSecondTime()
    {
        using var client = Client();
        Resolves([Allowed], [Forbidden]);
        Assert.Equal("outside", await GetAsync(client));

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(client));

        Assert.Contains("has no address that a test may call", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_answers);
        Assert.False(_canary.Pending());
    }

    /// <summary>Had it been asked once to check and once to connect, it would have been asked again.</summary>
    [Fact]
    public async Task NameThatTurnsInward_BetweenCheckAndConnection_IsAskedOnce()
    {
        using var client = Client();
        Resolves([Allowed], [Forbidden]);

        Assert.Equal("outside", await GetAsync(client));

        Assert.Single(_answers);
        Assert.False(_canary.Pending());
    }

    [Fact]
    public async Task NameOfBoth_IsConnectedToWhereItMayBe()
    {
        using var client = Client();
        Resolves([Forbidden, Allowed, Forbidden]);

        Assert.Equal("outside", await GetAsync(client));

        Assert.False(_canary.Pending());
    }

    public void Dispose()
    {
        _canary.Dispose();
        _server.Dispose();
    }

    private void Resolves(params IPAddress[][] answers) => Array.ForEach(answers, _answers.Enqueue);

    private HttpClient Client() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = (context, cancellationToken) => GuardedConnection.ConnectAsync(
            context, (_, _) => Task.FromResult(_answers.Dequeue()), Allowed.Equals, "a test may call", cancellationToken),
    });

    private async Task<string> GetAsync(HttpClient client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var answer = client.GetStringAsync(new Uri($"http://rebound.example:{Port}/"), patience.Token);
        var accepted = _server.AcceptSocketAsync(patience.Token).AsTask();
        if (await Task.WhenAny(answer, accepted) == answer)
        {
            await patience.CancelAsync();
            return await answer;
        }

        using var socket = await accepted;
        await socket.ReceiveAsync(new byte[4096], patience.Token);
        await socket.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\noutside"), patience.Token);
        return await answer;
    }
}
