using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Tests.Authentication.Certificates;

namespace Stoa.Mcp.Governance.Tests.Http;

public sealed class CredentialOriginTests
{
    private static readonly TestAuthority Authority = new();

    [Fact]
    public void Certificate_ThatIsKept_OutlivesItsConnection()
    {
        var context = new DefaultHttpContext();
        var own = Authority.Client();
        var raw = own.RawData;
        context.Connection.ClientCertificate = own;

        var first = CredentialOrigin.Of(context).Keep(DateTimeOffset.UnixEpoch);
        var second = CredentialOrigin.Of(context).Keep(DateTimeOffset.UnixEpoch);
        own.Dispose();

        Assert.Equal(raw, first.Certificate!.RawData);
        Assert.Same(first.Certificate, second.Certificate); // one for the connection, not one a request
    }

    [Fact]
    public void Request_ThatAPeerTells_HasNothingOfThePeersConnection()
    {
        using var own = Authority.Client();
        var context = new DefaultHttpContext { User = new(new System.Security.Claims.ClaimsIdentity("test")) };
        context.Connection.ClientCertificate = own;

        var told = CredentialOrigin.ToldBy(context);

        Assert.Equal((null, null), (told.Certificate, told.HostPrincipal));
        Assert.NotNull(CredentialOrigin.Of(context).HostPrincipal);
    }
}
