using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Authz;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

public sealed class AuthzOptionsTests
{
    [Theory]
    [InlineData("Path", "authz", "Stoa:Gateway:Authz:Path is 'authz'")]
    [InlineData("Path", "/authz/", "Stoa:Gateway:Authz:Path is '/authz/'")]
    [InlineData("ExtAuthzPath", "/x/../y", "Stoa:Gateway:Authz:ExtAuthzPath is '/x/../y'")]
    [InlineData("ExtAuthzPath", "/authz", "which lies in the way of Stoa:Gateway:Authz:Path")]
    [InlineData("AuthRequestPath", "/ext-authz/nginx", "which lies in the way of Stoa:Gateway:Authz:ExtAuthzPath")]
    [InlineData("Peers:0", "gateway.local", "Stoa:Gateway:Authz:Peers:0 is 'gateway.local'; an address such as 10.0.0.7 or a range")]
    [InlineData("Peers:0", "10.0.0.1/8", "Stoa:Gateway:Authz:Peers:0 is '10.0.0.1/8'")]
    [InlineData("TrustedPeers:0", "*", "Stoa:Gateway:Authz:TrustedPeers:0 is '*'")]
    [InlineData("PeerKeyFile", "/nowhere/key", "Stoa:Gateway:Authz:PeerKeyFile is '/nowhere/key', which cannot be read")]
    [InlineData("Routes:0:Server", "x", "Stoa:Gateway:Authz:Routes:0:Path is ''")]
    public void Value_ThatIsImpossible_StopsTheStart(string key, string value, string error)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Bind((key, value)));

        Assert.Contains(error, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Route_ThatStandsTwice_StopsTheStart() =>
        Assert.Contains("stands there already", Assert.Throws<OptionsValidationException>(() => Bind(("Routes:0:Path", "/mcp"), ("Routes:1:Path", "/mcp"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Key_ThatIsTooShort_StopsTheStart()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["key"], "short");

        Assert.Contains("holds 5 characters", Assert.Throws<OptionsValidationException>(() => Bind(("PeerKeyFile", folder["key"]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_ThatIsUnknown_StopsTheStart() =>
        Assert.Contains("TrustedPeer", Assert.Throws<InvalidOperationException>(() => Bind(("TrustedPeer", "127.0.0.1"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_IsAllowed()
    {
        var options = Bind();

        Assert.Equal(("/authz", "/ext-authz", "/auth-request", true, false), (options.Path, options.ExtAuthzPath, options.AuthRequestPath, options.Grpc, options.ForwardCredentials));
        Assert.Empty(options.Peers);
        Assert.Empty(options.TrustedPeers);
        Assert.Empty(options.Routes);
    }

    private static AuthzOptions Bind(params (string, string?)[] settings)
    {
        using var provider = new ServiceCollection().AddAuthz(AuthzServer.Section(settings)).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<AuthzOptions>>().Value;
    }
}
