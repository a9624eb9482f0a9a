using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;

/// <summary>Certificates in PEM, escaped as in a URL.</summary>
internal static class EscapedPem
{
    private const int MostCertificates = 8;

    /// <summary>The certificates, or null where the text is anything else.</summary>
    public static IReadOnlyList<X509Certificate2>? Read(string text)
    {
        if (Unescape(text) is not { } pem)
        {
            return null;
        }

        var certificates = new List<X509Certificate2>();
        var rest = pem.AsSpan();
        try
        {
            while (!rest.Trim().IsEmpty)
            {
                var fields = PemEncoding.Find(rest);
                if (rest[fields.Label] is not "CERTIFICATE" || !rest[..fields.Location.Start.Value].Trim().IsEmpty || certificates.Count == MostCertificates)
                {
                    return null;
                }

                certificates.Add(X509CertificateLoader.LoadCertificate(Convert.FromBase64String(rest[fields.Base64Data].ToString())));
                rest = rest[fields.Location.End.Value..];
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or CryptographicException)
        {
            return null;
        }

        return certificates.Count == 0 ? null : certificates;
    }

    // What is not escaped is visible ASCII; a plus is a plus, as base64 has it, and not a space.
    private static string? Unescape(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isGood = text[i] == '%' ? i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]) : text[i] is > ' ' and < '\u007F';
            if (!isGood)
            {
                return null;
            }
        }

        return Uri.UnescapeDataString(text);
    }
}
