using System.Net;
using System.Net.Sockets;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.SigningKeys;

namespace Stoa.Mcp.Governance.Tests.Authentication;

public sealed class NetworkAddressTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("10.0.0.5", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("fd12:3456::1", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.1", false)]
    [InlineData("0x7f.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::7f00:1", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("64:ff9b:1::a9fe:a9fe", false)]
    [InlineData("2002:a9fe:a9fe::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("192.0.0.192", false)]
    [InlineData("fd20:ce::254", false)]
    [InlineData("::ffff:0:169.254.169.254", false)]
    [InlineData("2001:db8::5efe:169.254.169.254", false)]
    [InlineData("2001:db8::200:5efe:127.0.0.1", false)]
    [InlineData("0177.0.0.1", false)]
    [InlineData("2130706433", false)]
    [InlineData("0x7f000001", false)]
    [InlineData("127.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("0", false)]
    [InlineData("0.1.2.3", false)]
    [InlineData("2852039166", false)]
    [InlineData("0xa9fea9fe", false)]
    [InlineData("0251.0376.0251.0376", false)]
    [InlineData("169.254.0.1", false)]
    [InlineData("239.255.255.250", false)]
    [InlineData("240.0.0.1", false)]
    [InlineData("::ffff:7f00:1", false)]
    [InlineData("::ffff:a9fe:a9fe", false)]
    [InlineData("0:0:0:0:0:ffff:0.0.0.0", false)]
    [InlineData("::a9fe:a9fe", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b:1::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2002:7f00:1::1", false)]
    [InlineData("2001:0:7f00:1::1", false)]
    [InlineData("febf::1", false)]
    [InlineData("ff05::1:3", false)]
    [InlineData("fe80::a9fe:a9fe%1", false)]
    [InlineData("::ffff:100.100.100.200", false)]
    [InlineData("64:ff9b::a83f:8110", false)]
    public void Address_IsUsable_OnlyWhereKeysMayLive(string text, bool usable)
    {
        Assert.Equal(usable, NetworkAddress.IsUsable(IPAddress.Parse(text), allowLoopback: false));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.63.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("10.0.0.5", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("::ffff:10.0.0.5", false)]
    [InlineData("64:ff9b::a00:5", false)]
    [InlineData("64:ff9b:1::a00:5", false)]
    [InlineData("2002:a00:5::", false)]
    [InlineData("2002:c0a8:101::", false)]
    [InlineData("::a00:5", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("4000::1", false)]
    public void Address_IsPublic_OnlyOutsideOfEveryPrivateNetwork(string text, bool isPublic)
    {
        Assert.Equal(isPublic, NetworkAddress.IsPublic(IPAddress.Parse(text)));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("169.254.169.254", false)]
    public void Loopback_IsUsable_WhereItWasWritten(string text, bool usable)
    {
        Assert.Equal(usable, NetworkAddress.IsUsable(IPAddress.Parse(text), allowLoopback: true));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("2130706433", true)]
    [InlineData("[::ffff:169.254.169.254]", false)]
    [InlineData("169.254.169.254", false)]
    public async Task Connection_IsMadeOnlyAfterALookAtTheAddress(string host, bool connects)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = new HttpClient(KeyDocumentClient.CreateHandler());
        using var stop = new CancellationTokenSource();
        var accepted = listener.AcceptTcpClientAsync(stop.Token).AsTask();
        var request = client.GetAsync(new Uri($"http://{host}:{port}/"), stop.Token);

        if (connects)
        {
            using var connection = await accepted;
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }
        else
        {
            var failure = await Assert.ThrowsAsync<HttpRequestException>(() => request);
            Assert.Contains("no address that keys may be fetched from", failure.ToString(), StringComparison.Ordinal);
            Assert.False(listener.Pending());
            await stop.CancelAsync();
        }
    }
}
