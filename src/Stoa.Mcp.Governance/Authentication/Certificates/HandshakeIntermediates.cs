using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>What clients send along with their certificate in the handshake, for as long as the certificate is in use: Kestrel keeps the certificate alone.</summary>
internal static class HandshakeIntermediates
{
    private const int Most = 8;

    private static readonly ConditionalWeakTable<X509Certificate2, X509Certificate2[]> Sent = [];

    public static void Keep(X509Certificate2 certificate, X509Chain? chain)
    {
        if (chain is { ChainPolicy.ExtraStore.Count: > 0 and <= Most })
        {
            // Copies: the handshake disposes of its own.
            Sent.AddOrUpdate(certificate, [.. chain.ChainPolicy.ExtraStore.Select(one => X509CertificateLoader.LoadCertificate(one.RawDataMemory.Span))]);
        }
    }

    public static IReadOnlyList<X509Certificate2> Of(X509Certificate2 certificate) => Sent.TryGetValue(certificate, out var sent) ? sent : [];
}
