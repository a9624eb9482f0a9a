using Stoa.Mcp.Gateway.Rest;

namespace Stoa.Mcp.Gateway.Tests.Rest;

public sealed class RestOptionsTests
{
    [Fact]
    public void Options_ThatAreWrong_AreAllNamed()
    {
        var options = new GatewayOptions { SecretsFolder = " ", Rest = { MaxResponseBytes = 1, Timeout = TimeSpan.Zero, AllowedPrivateHosts = ["http://a", "*.", "a.example:80", "ok.example", "*.ok.example", "10.0.0.1"] } };

        var result = new RestOptionsValidator("Stoa:Gateway").Validate(null, options);

        Assert.Equal(
            [
                "Stoa:Gateway:SecretsFolder is ' '; allowed: the path of a folder, or leave it out.",
                "Stoa:Gateway:Rest:MaxResponseBytes is 1; allowed: 1024 to 67108864.",
                "Stoa:Gateway:Rest:Timeout is 00:00:00; allowed: 00:00:01 to 00:10:00.",
                "Stoa:Gateway:Rest:AllowedPrivateHosts:0 is 'http://a'; allowed: a host name, an address, or '*.' and a domain, without scheme and port.",
                "Stoa:Gateway:Rest:AllowedPrivateHosts:1 is '*.'; allowed: a host name, an address, or '*.' and a domain, without scheme and port.",
                "Stoa:Gateway:Rest:AllowedPrivateHosts:2 is 'a.example:80'; allowed: a host name, an address, or '*.' and a domain, without scheme and port.",
            ],
            result.Failures!);
    }

    [Fact]
    public void Options_ByDefault_AreFit() => Assert.True(new RestOptionsValidator("Stoa:Gateway").Validate(null, new GatewayOptions()).Succeeded);
}
