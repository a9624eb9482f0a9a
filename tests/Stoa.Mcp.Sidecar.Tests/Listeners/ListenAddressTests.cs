using Stoa.Mcp.Sidecar.Listeners;

namespace Stoa.Mcp.Sidecar.Tests.Listeners;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080", false)]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080", false)]
    [InlineData("https://*:8443", "https://*:8443", true)]
    [InlineData("http://localhost:80", "http://localhost:80", false)]
    [InlineData("http://[::1]:0", "http://[::1]:0", false)]
    [InlineData("http://[fd00::7]:8081", "http://[fd00::7]:8081", true)]
    [InlineData("http://10.2.3.4:8081", "http://10.2.3.4:8081", true)]
    [InlineData("http://0.0.0.0:8081", "http://0.0.0.0:8081", true)]
    public void Address_IsRead(string text, string shown, bool isPublic)
    {
        Assert.True(ListenAddress.TryParse(text, out var address));
        Assert.Equal(shown, address.ToString());
        Assert.Equal(isPublic, address.IsPublic);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8080")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("tcp://127.0.0.1:8080")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:65536")]
    [InlineData("http://127.0.0.1:-1")]
    [InlineData("http://host.example:8080")]
    [InlineData("http://fd00::7:8080")]
    [InlineData("http://127.0.0.1:8080/mcp")]
    [InlineData("http://1:8080")]
    [InlineData("http://:8080")]
    public void Address_ThatIsNone_IsRefused(string text) => Assert.False(ListenAddress.TryParse(text, out _));

    [Theory]
    [InlineData("http://127.0.0.1:1", "http://127.0.0.1:1", true)]
    [InlineData("http://127.0.0.1:1", "http://*:1", true)]
    [InlineData("http://0.0.0.0:1", "http://127.0.0.1:1", true)]
    [InlineData("http://localhost:1", "http://[::1]:1", true)]
    [InlineData("http://localhost:1", "http://10.0.0.1:1", false)]
    [InlineData("http://127.0.0.1:1", "http://10.0.0.1:1", false)]
    [InlineData("http://127.0.0.1:1", "http://127.0.0.1:2", false)]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:0", false)]
    public void Addresses_ThatCannotBeBoundTogether_Overlap(string first, string second, bool overlap)
    {
        Assert.True(ListenAddress.TryParse(first, out var one));
        Assert.True(ListenAddress.TryParse(second, out var other));
        Assert.Equal(overlap, one.Overlaps(other));
        Assert.Equal(overlap, other.Overlaps(one));
    }

    [Theory]
    [InlineData("edge-mcp", 8080)]
    [InlineData("sidecar", 8081)]
    [InlineData("proxy", 8082)]
    [InlineData("Shadow", 8083)]
    public void Port_IsStoas(string mode, int port) => Assert.Equal(port, ListenerPlan.PortOf(mode));
}
