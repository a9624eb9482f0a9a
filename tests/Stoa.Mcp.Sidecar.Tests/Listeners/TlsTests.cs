using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.Sidecar.Listeners;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.Listeners;

public sealed class TlsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Listener_WithACertificate_SpeaksTls_AndHttp2(bool encrypted)
    {
        Write("one.example", encrypted ? "secret" : null);
        await using var host = await RunningHost.StartAsync(
            _folder,
            $"host: {{ tls: {{ certificateFile: tls.crt, keyFile: tls.key{(encrypted ? ", passwordFile: password" : "")} }} }}",
            app => app.MapGet("/mapped", (HttpContext context) => context.Request.Protocol),
            ("STOA_HOST__LISTEN", "https://127.0.0.1:0"));
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=one.example",
            },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Main("/mapped")) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var answer = await client.SendAsync(request);

        Assert.Equal("HTTP/2", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("host: { tls: { certificateFile: tls.crt, keyFile: tls.key } }", "none")]
    [InlineData("host: { tls: { certificateFile: tls.crt, keyFile: tls.key, clientCertificates: true } }", "CN=bot")]
    [InlineData(
        "{ host: { tls: { certificateFile: tls.crt, keyFile: tls.key } }, authentication: { certificates: { enabled: true, anchors: [{ name: mesh, file: ca.crt, subject: DnsName }] } } }", "CN=bot")]
    public async Task Client_IsAskedForACertificate_WhereThatIsConfigured(string yaml, string seen)
    {
        Write("bot", null);
        using var client = X509Certificate2.CreateFromPemFile(_folder.PathOf("tls.crt"), _folder.PathOf("tls.key"));
        _folder.Write("ca.crt", client.ExportCertificatePem());
        Write("one.example", null);
        await using var host = await RunningHost.StartAsync(
            _folder, yaml, app => app.MapGet("/mapped", (HttpContext context) => context.Connection.ClientCertificate?.Subject ?? "none"), ("STOA_HOST__LISTEN", "https://127.0.0.1:0"));
        using var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=one.example",
                ClientCertificateContext = SslStreamCertificateContext.Create(client, null, offline: true),
            },
        });

        Assert.Equal(seen, await http.GetStringAsync(host.Main("/mapped")));
    }

    [Fact]
    public void Certificate_ThatIsReplaced_IsReadAgain_AndOneThatIsBrokenIsNot()
    {
        var time = new ManualTimeProvider();
        Write("one.example", null);
        var options = new SidecarHostOptions { Tls = { CertificateFile = "tls.crt", KeyFile = "tls.key" } };
        var environment = Substitute.For<Microsoft.Extensions.Hosting.IHostEnvironment>();
        environment.ContentRootPath.Returns(_folder.Root);
        var files = new CertificateFiles(Options.Create(options), environment, time, NullLogger<CertificateFiles>.Instance);
        Assert.Equal("CN=one.example", files.Current!.Subject);

        Write("two.example", null, TimeSpan.FromMinutes(1));
        Assert.Equal("CN=one.example", files.Current!.Subject);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("CN=two.example", files.Current!.Subject);

        _folder.Write("tls.crt", "half of it");
        File.SetLastWriteTimeUtc(_folder.PathOf("tls.crt"), DateTime.UtcNow.AddMinutes(2));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("CN=two.example", files.Current!.Subject);
    }

    [Fact]
    public async Task Host_WithACertificateThatCannotBeRead_DoesNotStart()
    {
        await using var app = RunningHost.Build(_folder, "host: { tls: { certificateFile: none.crt } }", ("STOA_HOST__LISTEN", "https://127.0.0.1:0"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());

        Assert.Contains("none.crt' cannot be read", error.Message, StringComparison.Ordinal);
    }

    private void Write(string name, string? password, TimeSpan later = default)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _folder.Write("tls.crt", certificate.ExportCertificatePem());
        _folder.Write("tls.key", password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        _folder.Write("password", password + "\n");
        foreach (var file in new[] { "tls.crt", "tls.key" })
        {
            File.SetLastWriteTimeUtc(_folder.PathOf(file), DateTime.UtcNow + later);
        }
    }
}
