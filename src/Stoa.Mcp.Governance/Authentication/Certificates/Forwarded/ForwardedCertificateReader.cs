using System.Security.Cryptography;

namespace Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;

/// <summary>Takes the certificate out of the headers of a trusted peer.</summary>
internal static class ForwardedCertificateReader
{
    public const string Envoy = "X-Forwarded-Client-Cert";
    public const string Nginx = "X-SSL-Client-Cert";
    public const string NginxVerify = "X-SSL-Client-Verify";

    public static PresentedCertificate FromEnvoy(string header, ForwardedCertificateElement which)
    {
        if (ForwardedElementReader.Read(header) is not { } elements)
        {
            return PresentedCertificate.Wrong($"{Envoy} is not as Envoy writes it.");
        }

        return elements.Count > 1 && which == ForwardedCertificateElement.Only
            ? PresentedCertificate.Wrong($"{Envoy} has several elements; have the proxy set it anew, or set ForwardedCertificates:Element to Last.")
            : FromElement(elements[^1]);
    }

    public static PresentedCertificate FromNginx(string header) => EscapedPem.Read(header) is [var certificate]
        ? PresentedCertificate.Of(certificate, [])
        : PresentedCertificate.Wrong($"{Nginx} is not one certificate in escaped PEM.");

    /// <summary>Of <c>attributes.source.certificate</c>, where Envoy is told to <c>include_peer_certificate</c>.</summary>
    public static PresentedCertificate FromCheckRequest(string text) => EscapedPem.Read(text) is [var certificate]
        ? PresentedCertificate.Of(certificate, [])
        : PresentedCertificate.Wrong("source.certificate of the CheckRequest is not one certificate in escaped PEM.");

    private static PresentedCertificate FromElement(ForwardedElement element)
    {
        if (element.Cert is null)
        {
            return PresentedCertificate.Wrong($"{Envoy} has no Cert; a hash or a name proves nothing. Have the proxy forward the certificate.");
        }

        if (EscapedPem.Read(element.Cert) is not [var certificate])
        {
            return PresentedCertificate.Wrong($"Cert of {Envoy} is not one certificate in escaped PEM.");
        }

        if (element.Hash is { } hash && !string.Equals(hash, certificate.GetCertHashString(HashAlgorithmName.SHA256), StringComparison.OrdinalIgnoreCase))
        {
            return PresentedCertificate.Wrong($"Hash of {Envoy} is not that of its Cert.");
        }

        if (element.Chain is null)
        {
            return PresentedCertificate.Of(certificate, []);
        }

        return EscapedPem.Read(element.Chain) is { } chain
            ? PresentedCertificate.Of(certificate, [.. chain.Where(one => !one.Equals(certificate))])
            : PresentedCertificate.Wrong($"Chain of {Envoy} is not certificates in escaped PEM.");
    }
}
