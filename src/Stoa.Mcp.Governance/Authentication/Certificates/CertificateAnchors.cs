using System.Security.Cryptography.X509Certificates;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>All authorities.</summary>
internal sealed class CertificateAnchors
{
    private readonly Dictionary<string, CertificateAnchor> _byRoot = new(StringComparer.Ordinal);

    public CertificateAnchors(IEnumerable<CertificateAnchor> anchors)
    {
        foreach (var anchor in anchors)
        {
            Roots.AddRange(anchor.Roots.ToArray());
            Intermediates.AddRange(anchor.Intermediates.ToArray());
            foreach (var root in anchor.Roots)
            {
                _byRoot.Add(KeyOf(root), anchor);
            }
        }
    }

    public X509Certificate2Collection Roots { get; } = [];

    public X509Certificate2Collection Intermediates { get; } = [];

    public static CertificateAnchors Read(CertificateAuthenticationOptions options, string contentRoot) =>
        new(options.Enabled ? options.Anchors.Select(anchor => CertificateAnchor.Read(anchor, contentRoot)) : []);

    /// <summary>Whose root it is.</summary>
    public CertificateAnchor? Find(X509Certificate2 root) => _byRoot.GetValueOrDefault(KeyOf(root));

    public static string KeyOf(X509Certificate2 certificate) => certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
}
