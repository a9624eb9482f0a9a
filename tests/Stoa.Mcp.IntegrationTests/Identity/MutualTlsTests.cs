using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Tests.Authentication.Certificates;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.IntegrationTests.Identity;

/// <summary>Client certificates over real handshakes.</summary>
public sealed class MutualTlsTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Certificate_OfTheAuthority_IsTheCaller(string version)
    {
        await using var server = await TlsServer.StartAsync();
        using var certificate = server.Authority.Client();
        using var client = server.Client(certificate);

        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(client, version: Version.Parse(version)));
        var caller = server.Server.Trail.Entries.All.First(entry => entry.Call?.Operation == "ping").Call!.Caller!;
        Assert.Equal(("spiffe://acme.example/tenant/acme/agent/bot", "mtls", "certificate:mesh"), (caller.Subject, caller.Scheme, caller.Issuer));
    }

    [Fact]
    public async Task Intermediate_SentByTheClient_LeadsToTheRoot()
    {
        await using var server = await TlsServer.StartAsync();
        using var certificate = server.Authority.Client(change: client => client.Issuer = server.Authority.Intermediate);
        using var with = server.Client(certificate, server.Authority.Intermediate);
        using var without = server.Client(certificate);

        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(with));
        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(without));
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("server usage")]
    [InlineData("other authority")]
    public async Task Certificate_ThatDoesNotHold_IsAnsweredWith401(string fault)
    {
        await using var server = await TlsServer.StartAsync();
        using var certificate = fault == "other authority" ? new TestAuthority().Client() : server.Authority.Client(change: client =>
        {
            client.To = fault == "expired" ? TestAuthority.From.AddDays(1) : client.To;
            client.Usages = fault == "expired" ? client.Usages : [new("1.3.6.1.5.5.7.3.1")];
        });
        using var client = server.Client(certificate);

        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(client));
        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(client, key: "key"));
    }

    [Fact]
    public async Task NoCertificate_IsNoFailure_WhereAKeyIsEnough()
    {
        await using var server = await TlsServer.StartAsync();
        using var client = server.Client();

        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(client));
        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(client, key: "key"));
    }

    [Fact]
    public async Task Endpoint_ThatAsksForBoth_TakesNeitherAlone()
    {
        await using var server = await TlsServer.StartAsync(parts => parts.Setting("Stoa:Authentication:Require:0", "mtls+api_key"));
        using var certificate = server.Authority.Client();
        using var with = server.Client(certificate);
        using var without = server.Client();

        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(with, key: "key"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(with));
        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(without, key: "key"));
    }

    [Theory]
    [InlineData("/strict")]
    [InlineData("/group/strict")]
    public async Task Endpoint_OrGroup_ThatAsksForMore_GetsMore(string path)
    {
        await using var server = await TlsServer.StartAsync(parts => parts.AppAfter(app =>
        {
            app.MapMcp("/strict").RequireCallerSchemes("mtls+api_key");
            var group = app.MapGroup("/group");
            group.MapMcp("/strict");
            group.RequireCallerSchemes("mtls+api_key");
        }));
        using var certificate = server.Authority.Client();
        using var without = server.Client();
        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(without, key: "key"));
        using var strictWith = server.Client(certificate);
        using var strictWithout = server.Client();
        (strictWith.BaseAddress, strictWithout.BaseAddress) = (new Uri(server.Server.Url, path), new Uri(server.Server.Url, path));

        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(strictWith, key: "key"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(strictWith));
        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(strictWithout, key: "key"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Revocation_OnAnOpenConnection_CountsAfterTheLifetime(bool http2)
    {
        await using var lists = await RevocationLists.StartAsync();
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await TlsServer.StartAsync(parts => parts
            .Services(services => services.AddSingleton<TimeProvider>(clock))
            .Setting("Stoa:Authentication:Certificates:RevocationMode", "Online")
            .Setting("Stoa:Authentication:Certificates:CacheLifetime", "00:01:00"));
        using var certificate = server.Authority.Client(change: client => client.RevocationList = lists.Address("list"));
        var version = http2 ? HttpVersion.Version20 : HttpVersion.Version11;
        using var client = server.Client(certificate);
        lists.Serve("list", server.Authority.RevocationList(clock.GetUtcNow().AddMinutes(30)));
        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(client, version: version));

        lists.Serve("list", server.Authority.RevocationList(clock.GetUtcNow().AddDays(1), certificate));
        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(client, version: version));
        clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(client, version: version));
    }

    [Fact]
    public async Task Revocation_ThatCannotBeAsked_Refuses_AndAStrangersAddressIsNotAsked()
    {
        await using var lists = await RevocationLists.StartAsync();
        await using var server = await TlsServer.StartAsync(parts => parts.Setting("Stoa:Authentication:Certificates:RevocationMode", "Online"));
        using var known = server.Authority.Client(change: client => client.RevocationList = lists.Address("missing"));
        using var stranger = new TestAuthority().Client(change: client => client.RevocationList = lists.Address("stranger"));
        using var ofKnown = server.Client(known);
        using var ofStranger = server.Client(stranger);

        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(ofKnown));
        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(ofStranger));

        Assert.Contains("missing", lists.Asked);
        Assert.DoesNotContain("stranger", lists.Asked);
    }
}
