using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Tests.Authentication;
using Stoa.Mcp.Governance.Tests.Authentication.Proof;
using Stoa.Mcp.Governance.Tests.Authentication.SigningKeys;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>Tokens that are bound to a key or a certificate, and what shows that their sender has it.</summary>
internal static class BoundTokens
{
    /// <summary>What clients call the endpoint by, which proofs name.</summary>
    public const string Resource = "https://mcp.example/mcp";

    private const string Jwks = "https://login.example/jwks";

    private static readonly TokenSource Tokens = new(TimeProvider.System);

    /// <summary>Accepts the tokens of <see cref="TokenSource"/>. Without <paramref name="resource"/>, what clients call the endpoint by is not known.</summary>
    public static GovernedServerBuilder Issuer(this GovernedServerBuilder parts, string? resource = Resource)
    {
        var network = new KeyServer();
        network.Serve(Jwks, TestKeys.Set(TestKeys.RsaJwk(TestKeys.Rsa, "rsa-1")));
        return parts
            .Setting("Stoa:Authentication:Jwt:Issuers:0:Issuer", "https://login.example")
            .Setting("Stoa:Authentication:Jwt:Issuers:0:Audiences:0", Resource)
            .Setting("Stoa:Authentication:Jwt:Issuers:0:JwksUri", Jwks)
            .Setting("Stoa:Authentication:Resource:Resource", resource)
            .Govern(governance => governance.Services.AddHttpClient("Stoa.Mcp.Governance.SigningKeys").ConfigurePrimaryHttpMessageHandler(() => network));
    }

    /// <summary>A token of alice, of tenant acme, bound to the key of <see cref="TestProofs"/>.</summary>
    public static string ToKey(TimeProvider? clock = null) => new TokenSource(clock ?? TimeProvider.System).BoundToken();

    /// <summary>The same bound to a certificate.</summary>
    public static string To(X509Certificate2 certificate) =>
        Tokens.Token(("cnf", $$"""{"x5t#S256":"{{TestKeys.Encode(SHA256.HashData(certificate.RawData))}}"}"""));

    /// <summary>A proof for a request.</summary>
    public static string Proof(string token, string method = "POST", string address = Resource, TimeProvider? clock = null, string? nonce = null) => TestProofs.Sign(
        TestProofs.Header,
        TestProofs.Payload((clock ?? TimeProvider.System).GetUtcNow(), token, address, ("htm", $"\"{method}\""), ("nonce", nonce is null ? null : $"\"{nonce}\"")));

    /// <summary>As Envoy forwards it in <c>X-Forwarded-Client-Cert</c>.</summary>
    public static string Forwarded(X509Certificate2 certificate) => string.Create(
        CultureInfo.InvariantCulture, $"Hash={certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant()};Cert=\"{Escaped(certificate)}\"");

    /// <summary>In PEM, escaped.</summary>
    public static string Escaped(X509Certificate2 certificate) => Uri.EscapeDataString(certificate.ExportCertificatePem());
}
