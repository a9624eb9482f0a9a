using System.Net;
using System.Net.Sockets;

namespace Stoa.Mcp.Gateway.Tests.Rest;

public sealed class RestAddressTests
{
    /// <summary>Ways to write, or wrap, an address that no tool may reach: this machine, private networks, metadata services.</summary>
    public static TheoryData<string> Forms { get; } =
    [
        "127.0.0.1", "127.1", "127.0.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1", "127.0.0.1.", "localhost", "LOCALHOST", "localhost.",
        "0.0.0.0", "0", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]",
        "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:db8::5efe:7f00:1]",
        "169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "169.254.43518", "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::]",
        "[fd00:ec2::254]", "[fe80::1]", "100.100.100.200", "168.63.129.16", "192.0.0.192",
        "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "198.18.0.1", "[fc00::1]", "[fd12:3456::1]", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "[2002:a00:1::]",
        "224.0.0.1", "255.255.255.255", "[ff02::1]",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Address_ThatIsNotPublic_IsNotConnectedTo(string host)
    {
        await using var rest = await RestFixture.StartAsync();
        rest.Settings.Remove("Gateway:Rest:AllowedPrivateHosts:0");
        using var canary = new TcpListener(IPAddress.Any, 0);
        canary.Start();
        var port = ((IPEndPoint)canary.LocalEndpoint).Port;

        var result = await rest.CallAsync(rest.Tool(server: $"http://{Written(host)}:{port}"));

        Assert.Equal("The API cannot be reached.", RestFixture.TextOf(result, isError: true));
        Assert.False(canary.Pending());

        // A name may not resolve here, and an unspecified address is none: either is told in other words.
        if (IPAddress.TryParse(Written(host).Trim('[', ']'), out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
        {
            Assert.Contains(rest.Logs.Lines, line => line.Contains("has no address that a tool may call", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("[fd00:ec2::254]")]
    [InlineData("[::ffff:169.254.169.254]")]
    public async Task MetadataService_IsNotConnectedTo_ThoughItIsAllowed(string host)
    {
        await using var rest = await RestFixture.StartAsync();
        rest.Settings["Gateway:Rest:AllowedPrivateHosts:0"] = host;

        RestFixture.TextOf(await rest.CallAsync(rest.Tool(server: $"http://{host}")), isError: true);

        Assert.Contains(rest.Logs.Lines, line => line.Contains("has no address that a tool may call", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("localhost", "localhost", true)]
    [InlineData("LocalHost", "localhost", true)]
    [InlineData("localhost", "127.0.0.1", false)]
    [InlineData("127.0.0.1", "127.1", true)]
    [InlineData("*.example", "localhost", false)]
    public async Task Host_IsAllowedByItsName(string allowed, string host, bool isAllowed)
    {
        await using var rest = await RestFixture.StartAsync();
        rest.Settings["Gateway:Rest:AllowedPrivateHosts:0"] = allowed;

        var result = await rest.CallAsync(rest.Tool(server: $"http://{Written(host)}:{rest.Api.Port}"));

        Assert.Equal(isAllowed ? "{}" : "The API cannot be reached.", RestFixture.TextOf(result, !isAllowed));
        Assert.Equal(isAllowed ? 1 : 0, rest.Api.Seen.Count);
    }

    // A resource file has to write what is connected to: the loader refuses what a client would read as another host.
    private static string Written(string host) => new Uri($"http://{host}/").Host;
}
