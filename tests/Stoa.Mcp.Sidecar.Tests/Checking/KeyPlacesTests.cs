using Stoa.Mcp.Sidecar.Checking;
using Stoa.Mcp.Sidecar.Configuration;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.Checking;

public sealed class KeyPlacesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Stoa:Gateway:Upstream:Url: 'x' is wrong.", "stoa.yaml:2:20: gateway.upstream.url: 'x' is wrong.")]
    [InlineData("Stoa:Gateway:Upstream:Metadata:0:Cost is -1.", "stoa.yaml:2:43: gateway.upstream.metadata[0].cost is -1.")]
    [InlineData("Stoa:Server: 'y' is wrong.", "STOA_SERVER: 'y' is wrong.")]
    [InlineData("Stoa:Gateway:Mode: 'z' is wrong.", "STOA_GATEWAY_MODE: 'z' is wrong.")]
    [InlineData("Stoa:Gateway:Upstream:Auth:TokenUrl: is not set.", "gateway.upstream.auth.tokenUrl (STOA_GATEWAY__UPSTREAM__AUTH__TOKENURL): is not set.")]
    [InlineData("The disk is full; see Stoa:Audit:Folder.", "The disk is full; see Stoa:Audit:Folder.")]
    public void Key_IsShownAsItsReaderWroteIt(string error, string shown)
    {
        var file = _folder.Write("stoa.yaml", "gateway:\n  upstream: { url: x, metadata: [ { cost: -1 } ] }\nserver: a\n");
        var configuration = SidecarConfiguration.Load(file, new Dictionary<string, string> { ["STOA_SERVER"] = "y", ["STOA_GATEWAY_MODE"] = "proxy" });

        Assert.Equal(shown, KeyPlaces.Show(error, configuration.Places));
    }
}
