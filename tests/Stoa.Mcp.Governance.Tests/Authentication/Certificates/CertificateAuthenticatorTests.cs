using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Tests.Authentication.Certificates;

public sealed class CertificateAuthenticatorTests
{
    private static readonly Dictionary<string, string?> ByDns = new() { ["Certificates:Anchors:0:Subject"] = "DnsName", ["Certificates:Anchors:0:SpiffeId"] = null };

    [Fact]
    public async Task Certificate_OfAnAuthority_IsACallerBySpiffeId()
    {
        using var fixture = new CertificateFixture(new() { ["Certificates:Anchors:0:Scopes:0"] = "tools.read", ["Certificates:Anchors:0:Environment"] = "staging" });
        using var certificate = fixture.Authority.Client();

        var caller = OutcomeAssert.Accepted(await fixture.SendAsync(certificate));

        Assert.Equal(("spiffe://acme.example/tenant/acme/agent/bot", "mtls", "certificate:mesh"), (caller.Subject, caller.Scheme, caller.Issuer));
        Assert.Equal(("acme", "bot", "staging"), (caller.TenantClaim, caller.Agent, caller.Environment));
        Assert.Equal(["tools.read"], caller.Scopes);
        Assert.Equal(["mtls"], caller.Schemes);
        Assert.Equal(certificate.NotAfter.ToUniversalTime(), caller.ExpiresAt!.Value.UtcDateTime);
        Assert.Equal(43, caller.CredentialId!.Length);
        Assert.Equal("certificate:mesh|acme|spiffe://acme.example/tenant/acme/agent/bot", caller.Principal.FindFirst(ClaimTypes.NameIdentifier)!.Value);
    }

    [Fact]
    public async Task Certificates_NotEnabled_AreNoCredential()
    {
        using var fixture = new CertificateFixture(new() { ["Certificates:Enabled"] = "false" });

        OutcomeAssert.Refused(await fixture.SendAsync(fixture.Authority.Client()), error: null);
    }

    [Theory]
    [InlineData("no extended usage", "extended key usage")]
    [InlineData("server usage", "extended key usage")]
    [InlineData("any usage", "extended key usage")]
    [InlineData("authority", "that of an authority")]
    [InlineData("no key usage", "digital signature")]
    [InlineData("no signature usage", "digital signature")]
    [InlineData("signs certificates", "key usage is that of an authority")]
    [InlineData("small key", "less than 2048 bits")]
    [InlineData("sha1", "signed with an algorithm")]
    [InlineData("expired", "is not valid at")]
    [InlineData("not yet", "is not valid at")]
    [InlineData("other authority", "does not lead to a root")]
    [InlineData("other key of the same name", "does not hold")]
    [InlineData("self", "does not lead to a root")]
    [InlineData("two names", "exactly one URI name")]
    [InlineData("no name", "exactly one URI name")]
    [InlineData("no spiffe", "exactly one URI name")]
    [InlineData("other domain", "does not match the SpiffeId")]
    [InlineData("other path", "does not match the SpiffeId")]
    public async Task Certificate_ThatIsNotAsItMustBe_IsRefused(string fault, string reason)
    {
        using var fixture = new CertificateFixture();
        using var certificate = Faulty(fixture.Authority, fault);

        Assert.Contains(reason, OutcomeAssert.Refused(await fixture.SendAsync(certificate)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chain_OverAnIntermediate_HoldsWhereItIsSentAlong()
    {
        using var fixture = new CertificateFixture();
        using var certificate = fixture.Authority.Client(change: client => client.Issuer = fixture.Authority.Intermediate);

        OutcomeAssert.Refused(await fixture.SendAsync(certificate));
        OutcomeAssert.Accepted(await fixture.SendAsync(certificate, fixture.Authority.Intermediate));
        OutcomeAssert.Refused(await fixture.SendAsync(certificate));
    }

    [Fact]
    public async Task Root_SentAlong_IsNotTrusted()
    {
        using var fixture = new CertificateFixture();
        var stranger = new TestAuthority("Stranger");

        OutcomeAssert.Refused(await fixture.SendAsync(stranger.Client(), stranger.Root));
    }

    [Fact]
    public async Task Tenant_OfTheAuthority_IsTheOnlyOneItVouchesFor()
    {
        using var fixture = new CertificateFixture(new() { ["Certificates:Anchors:0:Tenant"] = "acme" });

        Assert.Equal("acme", OutcomeAssert.Accepted(await fixture.SendAsync(fixture.Authority.Client())).TenantClaim);
        Assert.Contains("another tenant", OutcomeAssert.Refused(
            await fixture.SendAsync(fixture.Authority.Client("spiffe://acme.example/tenant/globex/agent/bot"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bot.acme.example", true)]
    [InlineData("*.acme.example", false)]
    [InlineData("Bot.acme.example", false)]
    [InlineData("a.example,b.example", false)]
    public async Task DnsName_IsTheSubject_WhereItIsTheOnlyOne(string names, bool accepted)
    {
        using var fixture = new CertificateFixture(ByDns);
        using var certificate = fixture.Authority.Client(null, client => client.DnsNames.AddRange(names.Split(',')));

        var outcome = await fixture.SendAsync(certificate);

        Assert.Equal(accepted ? names : null, outcome.Value?.Subject);
    }

    [Fact]
    public async Task SubjectName_IsTheSubject_AsAWhole()
    {
        using var fixture = new CertificateFixture(new(ByDns) { ["Certificates:Anchors:0:Subject"] = "SubjectName", ["Certificates:Anchors:0:Tenant"] = "acme" });
        using var certificate = fixture.Authority.Client(null, client => client.Name = "CN=bot, O=Acme");

        Assert.Equal(("CN=bot, O=Acme", "acme"), (await fixture.SendAsync(certificate)).Value is { } caller ? (caller.Subject, caller.TenantClaim) : default);
    }

    [Fact]
    public async Task Certificate_Remembered_IsRefusedFromItsEndOn()
    {
        using var fixture = new CertificateFixture();
        using var certificate = fixture.Authority.Client(change: client => client.To = new(2026, 1, 1, 0, 1, 0, TimeSpan.Zero));

        var first = OutcomeAssert.Accepted(await fixture.SendAsync(certificate));
        Assert.Same(first, OutcomeAssert.Accepted(await fixture.SendAsync(certificate)));
        fixture.Step.Clock.Advance(TimeSpan.FromSeconds(61));

        OutcomeAssert.Refused(await fixture.SendAsync(certificate));
    }

    [Fact]
    public async Task Certificate_Remembered_IsVerifiedAnewAfterTheLifetime()
    {
        using var fixture = new CertificateFixture(new() { ["Certificates:CacheLifetime"] = "00:01:00" });
        using var certificate = fixture.Authority.Client();

        var first = OutcomeAssert.Accepted(await fixture.SendAsync(certificate));
        fixture.Step.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.NotSame(first, OutcomeAssert.Accepted(await fixture.SendAsync(certificate)));
    }

    [Fact]
    public async Task Refusals_InAnyNumber_DisplaceNoAcceptedOne()
    {
        using var fixture = new CertificateFixture(new() { ["Certificates:CacheEntries"] = "2" });
        using var certificate = fixture.Authority.Client();
        var first = OutcomeAssert.Accepted(await fixture.SendAsync(certificate));
        var stranger = new TestAuthority("Stranger");

        for (var i = 0; i < 10; i++)
        {
            OutcomeAssert.Refused(await fixture.SendAsync(stranger.Client()));
        }

        Assert.Same(first, OutcomeAssert.Accepted(await fixture.SendAsync(certificate)));
    }

    [Fact]
    public async Task Revocation_ThatCannotBeFoundOut_RefusesUnlessAllowed()
    {
        using var strict = new CertificateFixture(new() { ["Certificates:RevocationMode"] = "Online" });
        using var lenient = new CertificateFixture(new() { ["Certificates:RevocationMode"] = "Online", ["Certificates:AllowUnknownRevocation"] = "true" });

        Assert.Contains("cannot be found out", OutcomeAssert.Refused(await strict.SendAsync(strict.Authority.Client())), StringComparison.Ordinal);
        OutcomeAssert.Accepted(await lenient.SendAsync(lenient.Authority.Client()));
    }

    [Fact]
    public void Options_ThatAreWrong_AreAllTold()
    {
        var error = Assert.Throws<OptionsValidationException>(() => new CertificateFixture(new()
        {
            ["Certificates:Anchors:0:Name"] = "a|b",
            ["Certificates:Anchors:0:SpiffeId"] = "spiffe://acme.example",
            ["Certificates:CacheLifetime"] = "02:00:00",
            ["ForwardedCertificates:TrustedPeers:0"] = "10.0.0.1/8",
            ["Require:0"] = "mtl+jwt",
        }).Step.Authenticator);

        string[] keys = ["Anchors:0:Name", "Anchors:0:SpiffeId", "CacheLifetime", "TrustedPeers:0", "Require:0"];
        Assert.All(keys, key => Assert.Contains(key, error.Message, StringComparison.Ordinal));
        Assert.Contains("did you mean 'mtls'?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a certificate")]
    [InlineData("intermediate")]
    public void File_WithoutARoot_StopsTheStart(string? text)
    {
        var folder = Directory.CreateTempSubdirectory("stoa-certificates-");
        try
        {
            var file = Path.Combine(folder.FullName, "other.pem");
            if (text is not null)
            {
                File.WriteAllText(file, text == "intermediate" ? new TestAuthority().Intermediate.ExportCertificatePem() : text);
            }

            var error = Assert.Throws<OptionsValidationException>(() => new CertificateFixture(new() { ["Certificates:Anchors:0:File"] = file }).Step.Authenticator);

            Assert.Contains("Stoa:Authentication:Certificates:Anchors:0:File", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static X509Certificate2 Faulty(TestAuthority authority, string fault) => fault switch
    {
        "other authority" => new TestAuthority("Other").Client(),
        "other key of the same name" => new TestAuthority().Client(),
        "self" => SelfSigned(authority),
        "two names" => authority.Client(change: client => client.Uris.Add("https://acme.example/")),
        "no name" => authority.Client(null),
        "no spiffe" => authority.Client("https://acme.example/tenant/acme/agent/bot"),
        "other domain" => authority.Client("spiffe://globex.example/tenant/acme/agent/bot"),
        "other path" => authority.Client("spiffe://acme.example/tenant/acme/agent/bot/x"),
        _ => authority.Client(change: client => Spoil(client, fault)),
    };

    private static X509Certificate2 SelfSigned(TestAuthority authority)
    {
        using var model = authority.Client();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(model.SubjectName, key, HashAlgorithmName.SHA256);
        foreach (var extension in model.Extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        return request.CreateSelfSigned(TestAuthority.From, TestAuthority.To);
    }

    private static void Spoil(TestAuthority.TestClient client, string fault)
    {
        switch (fault)
        {
            case "no extended usage": client.Usages = null; break;
            case "server usage": client.Usages = [new Oid("1.3.6.1.5.5.7.3.1")]; break;
            case "any usage": client.Usages = [new Oid("2.5.29.37.0")]; break;
            case "authority": client.IsAuthority = true; break;
            case "no key usage": client.KeyUsage = null; break;
            case "no signature usage": client.KeyUsage = X509KeyUsageFlags.KeyEncipherment; break;
            case "signs certificates": client.KeyUsage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign; break;
            case "small key": client.Key = RSA.Create(1024); break;
            case "sha1": client.Generator = key => new Sha1Generator(key); break;
            case "expired": client.To = new(2025, 12, 31, 0, 0, 0, TimeSpan.Zero); break;
            case "not yet": client.From = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero); break;
            default: throw new ArgumentOutOfRangeException(nameof(fault), fault, null);
        }
    }
}
