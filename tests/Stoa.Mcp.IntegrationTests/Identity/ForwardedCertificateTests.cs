using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace Stoa.Mcp.IntegrationTests.Identity;

/// <summary>Certificates that a proxy tells of (T30).</summary>
public sealed class ForwardedCertificateTests
{
    private const string Trusted = "Stoa:Authentication:ForwardedCertificates:TrustedPeers:0";

    [Fact]
    public async Task Header_OfATrustedPeer_IsTheCaller()
    {
        await using var server = await TlsServer.StartAsync(parts => parts.Setting(Trusted, "127.0.0.0/8"), withTls: false);
        using var certificate = server.Authority.Client();
        using var client = server.Client();

        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(client, headers: Header(certificate)));
        Assert.Equal("mtls", server.Server.Trail.Entries.All.First(entry => entry.Call?.Operation == "ping").Call!.Caller!.Scheme);
    }

    [Fact]
    [Trait("Threat", "T30")]
    public async Task Header_OfAnyoneElse_IsAsIfItWereNotThere()
    {
        await using var server = await TlsServer.StartAsync(parts => parts.Setting(Trusted, "10.0.0.0/8"), withTls: false);
        using var certificate = server.Authority.Client();
        using var client = server.Client();

        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(client, headers: Header(certificate)));
        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(client, headers: [
            ("X-SSL-Client-Cert", Uri.EscapeDataString(certificate.ExportCertificatePem())), ("X-SSL-Client-Verify", "SUCCESS"), ("X-SSL-Client-S-DN", "CN=bot")]));
        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(client, headers: [("User-Agent", "GoogleHC/1.0")]));
        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(client, key: "key", headers: [("X-Forwarded-Client-Cert", "garbage")]));
    }

    [Fact]
    public async Task Address_InAForwardedHeader_MakesNoTrustedPeer()
    {
        await using var server = await TlsServer.StartAsync(parts => parts.Setting(Trusted, "10.0.0.0/8").App(app => app.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor })), withTls: false);
        using var certificate = server.Authority.Client();
        using var client = server.Client();

        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(client, headers: [("X-Forwarded-For", "10.0.0.7"), .. Header(certificate)]));
    }

    [Fact]
    public async Task Hash_OrName_ProvesNothing_EvenFromATrustedPeer()
    {
        await using var server = await TlsServer.StartAsync(parts => parts.Setting(Trusted, "127.0.0.1"), withTls: false);
        using var certificate = server.Authority.Client();
        using var client = server.Client();

        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(client, headers: [
            ("X-Forwarded-Client-Cert", $"Hash={certificate.GetCertHashString(HashAlgorithmName.SHA256)};URI=spiffe://acme.example/tenant/acme/agent/bot")]));
    }

    [Fact]
    public async Task OwnCertificate_OfATrustedPeer_IsNeverTheCallers()
    {
        await using var server = await TlsServer.StartAsync(parts => parts.Setting(Trusted, "127.0.0.1"));
        using var proxys = server.Authority.Client("spiffe://acme.example/tenant/acme/agent/proxy");
        using var callers = server.Authority.Client();
        using var client = server.Client(proxys);

        Assert.Equal(HttpStatusCode.Unauthorized, await TlsServer.PingAsync(client));
        Assert.Equal(HttpStatusCode.OK, await TlsServer.PingAsync(client, headers: Header(callers)));
        Assert.EndsWith("/agent/bot", server.Server.Trail.Entries.All.First(entry => entry.Call?.Operation == "ping" && entry.Call.Caller is not null).Call!.Caller!.Subject, StringComparison.Ordinal);
    }

    private static (string Name, string Value)[] Header(X509Certificate2 certificate) =>
        [("X-Forwarded-Client-Cert", $"Hash={certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant()};Cert=\"{Uri.EscapeDataString(certificate.ExportCertificatePem())}\"")];
}
