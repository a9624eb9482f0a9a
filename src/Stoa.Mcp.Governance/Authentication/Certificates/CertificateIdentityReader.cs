using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Stoa.Mcp.Governance.Authentication.Certificates.Spiffe;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>Reads who holds a certificate that is vouched for.</summary>
internal static class CertificateIdentityReader
{
    private const int LongestSubject = 256;

    /// <summary>The identity, or null with the reason why there is none.</summary>
    public static CallerIdentity? Read(X509Certificate2 certificate, CertificateAnchor anchor, out string refusal)
    {
        var options = anchor.Options;
        var names = SubjectAlternativeNames.Of(certificate);
        var (subject, found) = options.Subject switch
        {
            CertificateSubject.SpiffeId => FromSpiffe(names, anchor.Template!, out refusal),
            CertificateSubject.DnsName => (FromDns(names, out refusal), null),
            _ => (FromName(certificate, out refusal), null),
        };
        if (subject is null)
        {
            return null;
        }

        if (options.Tenant is not null && found?.Tenant is not null && found.Tenant != options.Tenant)
        {
            refusal = $"it names another tenant than its authority's Tenant '{options.Tenant}'.";
            return null;
        }

        return new CallerIdentity
        {
            Issuer = anchor.Issuer,
            Confirmation = CallerConfirmation.Certificate,
            Subject = subject,
            Tenant = options.Tenant ?? found?.Tenant,
            Agent = found?.Agent,
            Environment = found?.Environment ?? options.Environment,
            Scopes = [.. options.Scopes],
            Roles = [.. options.Roles],
            CredentialId = Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256)),
            ExpiresAt = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
        };
    }

    private static (string? Subject, SpiffeNames? Names) FromSpiffe(SubjectAlternativeNames names, SpiffeTemplate template, out string refusal)
    {
        refusal = "";
        if (names.Uris is not [var uri] || !SpiffeId.TryParse(uri, out var id))
        {
            refusal = "it does not have exactly one URI name that is a SPIFFE id.";
            return default;
        }

        var found = template.Match(id);
        refusal = found is null ? "its SPIFFE id does not match the SpiffeId of its authority." : "";
        return found is null ? default : (id.Text, found);
    }

    private static string? FromDns(SubjectAlternativeNames names, out string refusal)
    {
        var isGood = names.DnsNames is [var name] && name.Length <= LongestSubject && name.Split('.').All(IsLabel);
        refusal = isGood ? "" : "it does not have exactly one DNS name, in lower case and without a wildcard.";
        return isGood ? names.DnsNames[0] : null;
    }

    private static string? FromName(X509Certificate2 certificate, out string refusal)
    {
        var name = certificate.SubjectName;
        var text = name.Name;
        var isGood = text.Length is > 0 and <= LongestSubject && !text.Any(char.IsControl) && name.EnumerateRelativeDistinguishedNames().All(part => !part.HasMultipleElements);
        refusal = isGood ? "" : $"its subject is empty, longer than {LongestSubject} characters, or has parts of several values.";
        return isGood ? text : null;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => c is '-' || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
}
