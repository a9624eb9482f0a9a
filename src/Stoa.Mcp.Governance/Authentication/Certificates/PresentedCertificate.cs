using System.Security.Cryptography.X509Certificates;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>The certificate that a request comes with, or why what it comes with is none.</summary>
internal sealed class PresentedCertificate
{
    private PresentedCertificate(X509Certificate2? certificate, IReadOnlyList<X509Certificate2> intermediates, string? refusal)
    {
        Certificate = certificate;
        Intermediates = intermediates;
        Refusal = refusal;
    }

    public static PresentedCertificate None { get; } = new(null, [], null);

    public X509Certificate2? Certificate { get; }

    /// <summary>What came along with it.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; }

    /// <summary>What is wrong with what a trusted peer tells.</summary>
    public string? Refusal { get; }

    public static PresentedCertificate Of(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates) => new(certificate, intermediates, null);

    public static PresentedCertificate Wrong(string refusal) => new(null, [], refusal);
}
