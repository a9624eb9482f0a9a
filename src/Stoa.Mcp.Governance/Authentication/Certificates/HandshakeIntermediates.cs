using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>What clients send along with their certificate in the handshake, for as long as the certificate is in use: Kestrel keeps the certificate alone.</summary>
internal static class HandshakeIntermediates
{
    private const int Most = 8;

    private static readonly ConditionalWeakTable<X509Certificate2, X509Certificate2[]> Sent = [];
    private static readonly ConditionalWeakTable<X509Certificate2, X509Certificate2> Copies = [];

    public static void Keep(X509Certificate2 certificate, X509Chain? chain)
    {
        if (chain is { ChainPolicy.ExtraStore.Count: > 0 and <= Most })
        {
            // Copies: the handshake disposes of its own.
            Sent.AddOrUpdate(certificate, [.. chain.ChainPolicy.ExtraStore.Select(one => X509CertificateLoader.LoadCertificate(one.RawDataMemory.Span))]);
        }
    }

    /// <summary>The certificate for longer than its connection, which takes its own along: one copy for all requests of the connection.</summary>
    public static X509Certificate2 CopyOf(X509Certificate2 certificate) => Copies.GetValue(certificate, static own =>
    {
        var copy = X509CertificateLoader.LoadCertificate(own.RawDataMemory.Span);
        if (Sent.TryGetValue(own, out var sent))
        {
            Sent.AddOrUpdate(copy, sent);
        }

        return copy;
    });

    public static IReadOnlyList<X509Certificate2> Of(X509Certificate2 certificate) => Sent.TryGetValue(certificate, out var sent) ? sent : [];
}
