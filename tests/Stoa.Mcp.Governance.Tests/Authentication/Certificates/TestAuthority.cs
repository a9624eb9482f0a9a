using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stoa.Mcp.Governance.Tests.Authentication.Certificates;

/// <summary>An authority with a root, an intermediate, and clients as good or as bad as a test wants them.</summary>
internal sealed class TestAuthority
{
    public static readonly DateTimeOffset From = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset To = new(2035, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    public TestAuthority(string name = "Root")
    {
        Root = Authority($"CN={name}", null);
        Intermediate = Authority($"CN={name} Intermediate", Root);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    public string RootPem => Root.ExportCertificatePem();

    /// <summary>A client of the SPIFFE id, from the root, unless changed.</summary>
    public X509Certificate2 Client(string? spiffeId = "spiffe://acme.example/tenant/acme/agent/bot", Action<TestClient>? change = null)
    {
        var client = new TestClient { Issuer = Root };
        if (spiffeId is not null)
        {
            client.Uris.Add(spiffeId);
        }

        change?.Invoke(client);
        return client.Issue();
    }

    /// <summary>A list of what is revoked, signed by the root.</summary>
    public byte[] RevocationList(DateTimeOffset nextUpdate, params X509Certificate2[] revoked)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var one in revoked)
        {
            list.AddEntry(one);
        }

        return list.Build(Root, 1, nextUpdate, HashAlgorithmName.SHA256);
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return issuer is null
            ? request.CreateSelfSigned(From, To)
            : request.Create(issuer, From, To, RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(key);
    }

    internal sealed class TestClient
    {
        public required X509Certificate2 Issuer { get; set; }

        public string Name { get; set; } = "CN=bot";

        public AsymmetricAlgorithm Key { get; set; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public Func<ECDsa, X509SignatureGenerator> Generator { get; set; } = X509SignatureGenerator.CreateForECDsa;

        public List<string> Uris { get; } = [];

        public List<string> DnsNames { get; } = [];

        public OidCollection? Usages { get; set; } = [ClientAuthentication];

        public X509KeyUsageFlags? KeyUsage { get; set; } = X509KeyUsageFlags.DigitalSignature;

        public bool IsAuthority { get; set; }

        public DateTimeOffset From { get; set; } = TestAuthority.From;

        public DateTimeOffset To { get; set; } = TestAuthority.To;

        public string? RevocationList { get; set; }

        public X509Certificate2 Issue()
        {
            var request = Key is RSA rsa
                ? new CertificateRequest(Name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                : new CertificateRequest(Name, (ECDsa)Key, HashAlgorithmName.SHA256);
            Extend(request.CertificateExtensions);
            using var issuerKey = Issuer.GetECDsaPrivateKey()!;
            var made = request.Create(Issuer.SubjectName, Generator(issuerKey), From, To, RandomNumberGenerator.GetBytes(8));
            return Key is RSA key ? made.CopyWithPrivateKey(key) : made.CopyWithPrivateKey((ECDsa)Key);
        }

        private void Extend(System.Collections.ObjectModel.Collection<X509Extension> extensions)
        {
            extensions.Add(new X509BasicConstraintsExtension(IsAuthority, false, 0, true));
            if (KeyUsage is { } usage)
            {
                extensions.Add(new X509KeyUsageExtension(usage, true));
            }

            if (Usages is not null)
            {
                extensions.Add(new X509EnhancedKeyUsageExtension(Usages, false));
            }

            if (RevocationList is not null)
            {
                extensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([RevocationList]));
            }

            if (Uris.Count + DnsNames.Count > 0)
            {
                var names = new SubjectAlternativeNameBuilder();
                Uris.ForEach(uri => names.AddUri(new Uri(uri, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })));
                DnsNames.ForEach(names.AddDnsName);
                extensions.Add(names.Build());
            }
        }
    }
}
