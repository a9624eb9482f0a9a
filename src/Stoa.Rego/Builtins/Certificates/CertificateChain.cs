using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stoa.Rego.Builtins;

/// <summary>
/// Verifies a chain by the platform's path validation: the first certificate alone is trusted, the last one is the leaf. Nothing is
/// downloaded, revocation is not looked at, and certificates of the machine's stores do not count.
/// </summary>
internal static class CertificateChain
{
    private const int MostCertificates = 100;
    private static readonly string[] WeakSignatures = ["1.2.840.113549.1.1.2", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.3.14.3.2.29", "1.2.840.10045.4.1", "1.2.840.10040.4.3"];

    /// <summary>The chain from the leaf to the root, or null where there is none that verifies.</summary>
    public static List<ReadOnlyMemory<byte>>? Verify(BuiltinContext context, List<ReadOnlyMemory<byte>> certificates, CertificateOptions options)
    {
        if (certificates.Count is < 2 or > MostCertificates)
        {
            return null;
        }

        var loaded = new List<X509Certificate2>();
        try
        {
            foreach (var certificate in certificates)
            {
                context.Step(1 + (certificate.Length / 32));
                loaded.Add(X509CertificateLoader.LoadCertificate(certificate.Span));
            }

            var leaf = loaded[^1];
            return options.DnsName.Length > 0 && !leaf.MatchesHostname(options.DnsName, allowWildcards: true, allowCommonName: false)
                ? null
                : Usages(options).Select(usage => Build(loaded, usage, options.Time ?? context.Now)).FirstOrDefault(chain => chain is not null);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return null;
        }
        finally
        {
            loaded.ForEach(certificate => certificate.Dispose());
        }
    }

    // Null where any usage will do.
    private static IEnumerable<string?> Usages(CertificateOptions options)
    {
        if (options.AllowsAnyUsage)
        {
            return [null];
        }

        return options.Usages.Distinct();
    }

    private static List<ReadOnlyMemory<byte>>? Build(List<X509Certificate2> certificates, string? usage, DateTimeOffset time)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.Add(certificates[0]);
        policy.ExtraStore.AddRange(certificates.Skip(1).SkipLast(1).ToArray());
        policy.DisableCertificateDownloads = true;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.VerificationTime = time.UtcDateTime;
        policy.VerificationTimeIgnored = false;
        if (usage is not null)
        {
            policy.ApplicationPolicy.Add(new Oid(usage));
        }

        if (!chain.Build(certificates[^1]))
        {
            return null;
        }

        var elements = chain.ChainElements.Select(element => element.Certificate).ToList();
        var isOurs = elements.All(element => certificates.Any(certificate => certificate.RawDataMemory.Span.SequenceEqual(element.RawDataMemory.Span)));
        var isStrong = elements.SkipLast(1).All(element => !WeakSignatures.Contains(element.SignatureAlgorithm.Value));
        var endsAtRoot = elements[^1].RawDataMemory.Span.SequenceEqual(certificates[0].RawDataMemory.Span);
        return isOurs && isStrong && endsAtRoot ? [.. elements.Select(element => element.RawDataMemory)] : null;
    }
}
