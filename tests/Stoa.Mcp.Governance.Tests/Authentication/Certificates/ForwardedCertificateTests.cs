using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Authentication.Certificates;
using Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;

namespace Stoa.Mcp.Governance.Tests.Authentication.Certificates;

public sealed class ForwardedCertificateTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly X509Certificate2 _client;

    public ForwardedCertificateTests() => _client = _authority.Client(change: client => client.Issuer = _authority.Intermediate);

    private string Pem => Uri.EscapeDataString(_client.ExportCertificatePem() + "\n");

    private string Hash => _client.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();

    public void Dispose() => _client.Dispose();

    [Fact]
    public void Envoy_AsItWrites_IsRead()
    {
        var chain = Uri.EscapeDataString(_client.ExportCertificatePem() + "\n" + _authority.Intermediate.ExportCertificatePem() + "\n");

        var read = Read($"By=spiffe://acme.example/envoy;Hash={Hash};Cert=\"{Pem}\";Chain=\"{chain}\";Subject=\"CN=bot,O=\\\"Acme; Inc\\\"\";URI=spiffe://a/b;URI=x;DNS=a;DNS=b");

        Assert.Null(read.Refusal);
        Assert.Equal(_client.RawData, read.Certificate!.RawData);
        Assert.Equal(_authority.Intermediate.RawData, Assert.Single(read.Intermediates).RawData);
    }

    [Theory]
    [InlineData("Hash={hash}")]
    [InlineData("Hash={hash};Subject=\"CN=bot\";URI=spiffe://acme.example/tenant/acme/agent/bot")]
    [InlineData("Cert=\"\"")]
    [InlineData("Cert=\"{cert}")]
    [InlineData("Cert=\"{cert}\"x")]
    [InlineData("Cert=\"{cert}\";")]
    [InlineData("Cert=\"{cert}\";Cert=\"{cert}\"")]
    [InlineData("Cert=\"{cert}\";cert=\"{cert}\"")]
    [InlineData("Cert=\"{cert}\";Hash=00")]
    [InlineData("Cert=\"{cert}\";Other=1")]
    [InlineData("Cert=\"{cert}\";Chain=\"x\"")]
    [InlineData("Cert=\"{cert}{cert}\"")]
    [InlineData("Cert=\"{cert}\",Cert=\"{cert}\"")]
    [InlineData("Cert=\"{cert}\",")]
    [InlineData("Cert=\"%zz\"")]
    [InlineData("Cert=\"\\x\"")]
    [InlineData("Cert")]
    [InlineData("")]
    public void Envoy_Otherwise_IsRefused(string header)
    {
        var read = Read(header.Replace("{cert}", Pem, StringComparison.Ordinal).Replace("{hash}", Hash, StringComparison.Ordinal));

        Assert.Null(read.Certificate);
        Assert.NotNull(read.Refusal);
        Assert.DoesNotContain(Hash, read.Refusal, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Envoy_WithSeveralElements_TakesTheLastWhereThatIsConfigured()
    {
        var other = Uri.EscapeDataString(_authority.Client().ExportCertificatePem());
        string[] lines = [$"Cert=\"{other}\"", $"Hash=00,Cert=\"{Pem}\""];

        Assert.Contains("several elements", Read(lines).Refusal, StringComparison.Ordinal);
        Assert.Equal(_client.RawData, Read(new ForwardedCertificateOptions { Element = ForwardedCertificateElement.Last }, new() { ["X-Forwarded-Client-Cert"] = lines }).Certificate!.RawData);
    }

    [Theory]
    [InlineData("SUCCESS", true)]
    [InlineData("success", false)]
    [InlineData("NONE", false)]
    [InlineData("FAILED:expired", false)]
    [InlineData("SUCCESS,SUCCESS", false)]
    [InlineData(null, false)]
    public void Nginx_CountsWhereItHasVerified(string? verify, bool accepted)
    {
        var headers = new HeaderDictionary { ["X-SSL-Client-Cert"] = Pem };
        if (verify is not null)
        {
            headers["X-SSL-Client-Verify"] = verify.Split(',');
        }

        var read = Read(new ForwardedCertificateOptions { Header = ForwardedCertificateHeader.XSslClientCert }, headers);

        Assert.Equal((accepted, !accepted), (read.Certificate is not null, read.Refusal is not null));
    }

    [Fact]
    public void Nginx_WithoutACertificate_SendsNone()
    {
        var headers = new HeaderDictionary { ["X-SSL-Client-Cert"] = "", ["X-SSL-Client-Verify"] = "NONE", ["X-SSL-Client-S-DN"] = "CN=admin" };

        var read = Read(new ForwardedCertificateOptions { Header = ForwardedCertificateHeader.XSslClientCert }, headers);

        Assert.Same(PresentedCertificate.None, read);
    }

    [Theory]
    [InlineData("10.0.0.7", true)]
    [InlineData("::ffff:10.0.0.7", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("10.0.0.8", false)]
    [InlineData(null, false)]
    public void Peer_IsTrustedByItsAddress(string? peer, bool trusted)
    {
        var forwarded = new ForwardedCertificates(new ForwardedCertificateOptions { TrustedPeers = ["10.0.0.7", "10.1.0.0/16"] });

        Assert.Equal(trusted, forwarded.IsTrusted(peer is null ? null : IPAddress.Parse(peer)));
        Assert.False(new ForwardedCertificates(new ForwardedCertificateOptions()).IsTrusted(IPAddress.Loopback));
    }

    private static PresentedCertificate Read(params string[] lines) => Read(new ForwardedCertificateOptions(), new() { ["X-Forwarded-Client-Cert"] = new StringValues(lines) });

    private static PresentedCertificate Read(ForwardedCertificateOptions options, HeaderDictionary headers) => new ForwardedCertificates(options).Read(headers);
}
