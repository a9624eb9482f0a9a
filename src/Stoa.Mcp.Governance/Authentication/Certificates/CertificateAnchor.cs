using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Stoa.Mcp.Governance.Authentication.Certificates.Spiffe;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>One authority, read.</summary>
/// <param name="Options">What is configured of it.</param>
/// <param name="Template">Its SPIFFE ids; null where they are not its subjects.</param>
/// <param name="Roots">What is trusted.</param>
/// <param name="Intermediates">What helps to get there.</param>
internal sealed record CertificateAnchor(CertificateAnchorOptions Options, SpiffeTemplate? Template, IReadOnlyList<X509Certificate2> Roots, IReadOnlyList<X509Certificate2> Intermediates)
{
    public string Issuer => CallerSchemes.CertificateIssuerPrefix + Options.Name;

    /// <summary>Reads its file.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read, or holds no root.</exception>
    public static CertificateAnchor Read(CertificateAnchorOptions options, string contentRoot)
    {
        var file = Path.GetFullPath(options.File, contentRoot);
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPemFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidDataException($"the file cannot be read as PEM: {exception.Message}", exception);
        }

        var roots = all.Where(IsRoot).ToList();
        return roots.Count == 0
            ? throw new InvalidDataException("the file holds no root: a certificate that is its own issuer is needed.")
            : new CertificateAnchor(options, options.SpiffeId is null ? null : SpiffeTemplate.Parse(options.SpiffeId), roots, [.. all.Except(roots)]);
    }

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
