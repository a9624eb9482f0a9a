using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Stoa.Mcp.Governance.Authentication.Certificates;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>Has Kestrel ask clients for certificates that governance then judges.</summary>
public static class StoaGovernanceHttpsExtensions
{
    /// <summary>
    /// Asks every client for a certificate and takes any, or none: a handshake that failed could not be answered with a 401, nor recorded. The handshake proves that the
    /// client holds its key; whether it is trusted is for <c>Stoa:Authentication:Certificates</c> to say. An endpoint that governance does not guard must not trust it.
    /// </summary>
    /// <example><code>builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.AcceptCallerCertificates()));</code></example>
    public static HttpsConnectionAdapterOptions AcceptCallerCertificates(this HttpsConnectionAdapterOptions https)
    {
        ArgumentNullException.ThrowIfNull(https);
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.CheckCertificateRevocation = false;
        https.ClientCertificateValidation = static (certificate, chain, _) =>
        {
            HandshakeIntermediates.Keep(certificate, chain);
            return true;
        };
        var before = https.OnAuthenticate;
        https.OnAuthenticate = (connection, tls) =>
        {
            before?.Invoke(connection, tls);

            // The platform builds a chain whatever we do; this one costs little and fetches nothing from addresses that a stranger's certificate names.
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
        };
        return https;
    }
}
