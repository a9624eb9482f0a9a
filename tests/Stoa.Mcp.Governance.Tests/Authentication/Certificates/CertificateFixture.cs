using System.Security.Cryptography.X509Certificates;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Authentication.Certificates;

/// <summary>Step 1 with an authority, whose file is in a folder that goes when the test ends.</summary>
internal sealed class CertificateFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stoa-certificates-").FullName;

    public CertificateFixture(Dictionary<string, string?>? settings = null, bool withIssuer = false)
    {
        var file = Path.Combine(_folder, "ca.pem");
        File.WriteAllText(file, Authority.RootPem);
        var all = new Dictionary<string, string?>
        {
            ["Certificates:Enabled"] = "true",
            ["Certificates:RevocationMode"] = "NoCheck",
            ["Certificates:Anchors:0:Name"] = "mesh",
            ["Certificates:Anchors:0:File"] = file,
            ["Certificates:Anchors:0:SpiffeId"] = "spiffe://acme.example/tenant/{tenant}/agent/{agent}",
        };
        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }

        Step = new AuthenticationFixture(all, withIssuer: withIssuer);
    }

    public TestAuthority Authority { get; } = new();

    public AuthenticationFixture Step { get; }

    public Task<StepOutcome<Caller>> SendAsync(X509Certificate2 certificate, params X509Certificate2[] along) =>
        PresentAsync(new PresentedCredentials { Certificate = certificate, Intermediates = along });

    public async Task<StepOutcome<Caller>> PresentAsync(PresentedCredentials credentials) =>
        await Step.Authenticator.AuthenticateAsync(credentials, CancellationToken.None);

    public void Dispose()
    {
        Step.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
