using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>
/// Builds the chain from a client's certificate to one of our roots, and only then asks whether any of it was revoked: the addresses to ask at stand in the
/// certificates, and those of a chain that leads nowhere are an attacker's.
/// </summary>
internal sealed class CertificateChainCheck(CertificateAnchors anchors, CertificateAuthenticationOptions options, TimeProvider clock)
{
    private const X509ChainStatusFlags Unknown = X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(5);
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    /// <summary>The authority that vouches for it; null where none does, with the reason.</summary>
    public CertificateAnchor? Find(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates, out string refusal)
    {
        var anchor = Build(certificate, intermediates, X509RevocationMode.NoCheck, out refusal);
        return anchor is null || options.RevocationMode == X509RevocationMode.NoCheck
            ? anchor
            : Build(certificate, intermediates, options.RevocationMode, out refusal);
    }

    private CertificateAnchor? Build(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates, X509RevocationMode revocation, out string refusal)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(intermediates, revocation) };
        try
        {
            refusal = chain.Build(certificate) ? "" : Describe(chain);
            return refusal.Length == 0 ? Judge(chain, out refusal) : null;
        }
        finally
        {
            foreach (var element in chain.ChainElements)
            {
                element.Certificate.Dispose();
            }
        }
    }

    private X509ChainPolicy Policy(IReadOnlyList<X509Certificate2> intermediates, X509RevocationMode revocation)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = revocation,
            RevocationFlag = X509RevocationFlag.ExcludeRoot,
            VerificationTime = clock.GetUtcNow().UtcDateTime,
            UrlRetrievalTimeout = FetchTimeout,
            DisableCertificateDownloads = true,
            VerificationFlags = options.AllowUnknownRevocation
                ? X509VerificationFlags.IgnoreEndRevocationUnknown | X509VerificationFlags.IgnoreCertificateAuthorityRevocationUnknown
                : X509VerificationFlags.NoFlag,
        };
        policy.ApplicationPolicy.Add(ClientAuthentication);
        policy.CustomTrustStore.AddRange(anchors.Roots);
        policy.ExtraStore.AddRange(anchors.Intermediates);
        policy.ExtraStore.AddRange(intermediates.ToArray());
        return policy;
    }

    private CertificateAnchor? Judge(X509Chain chain, out string refusal)
    {
        var last = chain.ChainElements.Count - 1;
        var weak = chain.ChainElements.Select((element, index) => CertificateRules.RefuseStrength(element.Certificate, index == last)).FirstOrDefault(reason => reason is not null);
        var anchor = weak is null ? anchors.Find(chain.ChainElements[last].Certificate) : null;
        refusal = weak is not null ? $"in its chain, {weak}" : anchor is null ? "its chain ends at no root of Anchors." : "";
        return anchor;
    }

    // The names of what is wrong alone: the platform's own texts quote the certificate.
    private string Describe(X509Chain chain)
    {
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (status.HasFlag(X509ChainStatusFlags.Revoked))
        {
            return "it, or an authority above it, was revoked.";
        }

        if ((status & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != 0)
        {
            return "its chain does not lead to a root of Anchors.";
        }

        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return $"it, or an authority above it, is not valid at {clock.GetUtcNow():O}.";
        }

        return (status & Unknown) != 0
            ? $"whether it was revoked cannot be found out ({status}); set RevocationMode, or AllowUnknownRevocation to accept that."
            : $"its chain does not hold ({status}).";
    }
}
