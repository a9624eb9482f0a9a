using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>What a certificate must be like, beyond what chains are checked for by the platform.</summary>
internal static class CertificateRules
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const int SmallestRsa = 2048;
    private const int SmallestCurve = 256;

    // RSA and ECDSA over SHA-256, 384 and 512, and RSASSA-PSS (RFC 4055, RFC 5758).
    private static readonly string[] Signatures =
    [
        "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", "1.2.840.113549.1.1.10",
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4",
    ];

    /// <summary>Why the certificate of a client is not one, or null.</summary>
    public static string? RefuseClient(X509Certificate2 certificate)
    {
        if (certificate.Version != 3)
        {
            return "it is not of version 3.";
        }

        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority))
        {
            return "it is that of an authority.";
        }

        if (!certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .Any(usage => usage.EnhancedKeyUsages.Cast<Oid>().Any(one => one.Value == ClientAuthentication)))
        {
            return "its extended key usage does not name client authentication (1.3.6.1.5.5.7.3.2).";
        }

        return RefuseUsage(certificate) ?? RefuseStrength(certificate, isRoot: false);
    }

    /// <summary>Why the keys or signatures of a certificate are too weak, or null. Nobody relies on a root's own signature.</summary>
    public static string? RefuseStrength(X509Certificate2 certificate, bool isRoot)
    {
        if (!isRoot && !Signatures.Contains(certificate.SignatureAlgorithm.Value, StringComparer.Ordinal))
        {
            return "it is signed with an algorithm other than RSA or ECDSA over SHA-256, 384 or 512.";
        }

        using var rsa = certificate.GetRSAPublicKey();
        using var curve = certificate.GetECDsaPublicKey();
        return (rsa, curve) switch
        {
            ({ KeySize: < SmallestRsa }, _) => $"its RSA key has less than {SmallestRsa} bits.",
            (_, { KeySize: < SmallestCurve }) => $"its elliptic curve has less than {SmallestCurve} bits.",
            (null, null) => "its key is neither RSA nor ECDSA.",
            _ => null,
        };
    }

    private static string? RefuseUsage(X509Certificate2 certificate)
    {
        if (certificate.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault() is not { } usage
            || !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature))
        {
            return "its key usage does not name digital signature.";
        }

        return (usage.KeyUsages & (X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign)) != 0 ? "its key usage is that of an authority." : null;
    }
}
