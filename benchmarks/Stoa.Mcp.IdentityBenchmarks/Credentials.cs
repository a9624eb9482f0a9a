using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Stoa.Mcp.IdentityBenchmarks;

/// <summary>An issuer's keys, and credentials of every scheme that hold for an hour.</summary>
internal sealed class Credentials : IDisposable
{
    public const string Issuer = "https://login.example";
    public const string Resource = "https://mcp.example/mcp";

    private readonly ECDsa _proofKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _thumbprint;

    public Credentials(string folder)
    {
        Folder = folder;
        _thumbprint = Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Jwk(_proofKey).Replace("\"kty\":\"EC\",\"crv\":\"P-256\"", "\"crv\":\"P-256\",\"kty\":\"EC\"", StringComparison.Ordinal))));
        var rsa = Rsa.ExportParameters(false);
        File.WriteAllText(
            JwksFile,
            $$"""{"keys":[{"kty":"RSA","kid":"rsa","n":"{{Encode(rsa.Modulus!)}}","e":"{{Encode(rsa.Exponent!)}}"},{{Jwk(Ec).Replace("{", "{\"kid\":\"ec\",", StringComparison.Ordinal)}}]}""");
        Certificate = Certify();
    }

    public string Folder { get; }

    public RSA Rsa { get; } = RSA.Create(2048);

    public ECDsa Ec { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>A client's, whose authority is in <see cref="AuthorityFile"/>.</summary>
    public X509Certificate2 Certificate { get; }

    public string JwksFile => Path.Combine(Folder, "jwks.json");

    public string AuthorityFile => Path.Combine(Folder, "authority.pem");

    public string Rs256(string more = "") => Sign("""{"alg":"RS256","kid":"rsa","typ":"at+jwt"}""", Payload(more), data => Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string Es256(string more = "") => Sign("""{"alg":"ES256","kid":"ec","typ":"at+jwt"}""", Payload(more), data => Ec.SignData(data, HashAlgorithmName.SHA256));

    /// <summary>A token bound to the key that makes proofs.</summary>
    public string BoundToKey() => Rs256($$""","cnf":{"jkt":"{{_thumbprint}}"}""");

    /// <summary>A token bound to the certificate.</summary>
    public string BoundToCertificate() => Rs256($$""","cnf":{"x5t#S256":"{{Encode(SHA256.HashData(Certificate.RawData))}}"}""");

    /// <summary>A proof for one call with a token.</summary>
    public string Proof(string token) => Sign(
        $$"""{"typ":"dpop+jwt","alg":"ES256","jwk":{{Jwk(_proofKey)}}}""",
        string.Create(CultureInfo.InvariantCulture, $$"""{"jti":"{{Guid.NewGuid()}}","htm":"POST","htu":"{{Resource}}","iat":{{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}},"ath":"{{Encode(SHA256.HashData(Encoding.ASCII.GetBytes(token)))}}"}"""),
        data => _proofKey.SignData(data, HashAlgorithmName.SHA256));

    /// <summary>The answer of an introspection endpoint.</summary>
    public static string Introspected() => string.Create(
        CultureInfo.InvariantCulture, $$"""{"active":true,"iss":"{{Issuer}}","sub":"alice","aud":"{{Resource}}","exp":{{End()}},"tenant_id":"acme","client_id":"agent-7","scope":"tools.read tools.write"}""");

    public void Dispose()
    {
        Rsa.Dispose();
        Ec.Dispose();
        _proofKey.Dispose();
        Certificate.Dispose();
    }

    private static long End() => DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3600;

    private static string Payload(string more) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"iss":"{{Issuer}}","sub":"alice","aud":"{{Resource}}","exp":{{End()}},"tenant_id":"acme","client_id":"agent-7","scope":"tools.read tools.write","jti":"t-1"{{more}}}""");

    private static string Sign(string header, string payload, Func<byte[], byte[]> sign)
    {
        var input = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(payload))}";
        return $"{input}.{Encode(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    private static string Jwk(ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return $$"""{"kty":"EC","crv":"P-256","x":"{{Encode(point.X!)}}","y":"{{Encode(point.Y!)}}"}""";
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private X509Certificate2 Certify()
    {
        var now = DateTimeOffset.UtcNow;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        using var issuer = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllText(AuthorityFile, issuer.ExportCertificatePem());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var client = new CertificateRequest("CN=agent", key, HashAlgorithmName.SHA256);
        client.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        client.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("agent.example");
        client.CertificateExtensions.Add(names.Build());
        return client.Create(issuer, now.AddDays(-1), now.AddDays(1), [1, 2, 3, 4, 5, 6, 7, 8]);
    }
}
