using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Certificates;
using Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;

namespace Stoa.Mcp.Governance.Http;

/// <summary>
/// Gathers what an HTTP request offers as proof of who calls: one that came here, one that a peer tells of, or one that has passed. Nothing is judged here, and no
/// other header is looked at.
/// </summary>
internal sealed class CredentialReader(ForwardedCertificates forwarded)
{
    /// <summary>Of a request that came here.</summary>
    public PresentedCredentials Read(HttpContext context) => Read(context, CredentialOrigin.Of(context));

    /// <param name="context">The request, laid out as one of this server. Its host was checked against the allow-list.</param>
    /// <param name="origin">Where it comes from.</param>
    public PresentedCredentials Read(HttpContext context, in CredentialOrigin origin)
    {
        var request = context.Request;
        var certificate = CertificateOf(request.Headers, origin);
        var proof = ToArray(request.Headers["DPoP"]);
        return new PresentedCredentials
        {
            Authorization = ToArray(request.Headers.Authorization),
            ApiKey = ToArray(request.Headers["X-API-Key"]),
            Proof = proof,
            Method = request.Method,
            Address = proof.Length > 0 ? ResourceMetadataDocument.AddressOf(request, request.Path) : null,
            Certificate = certificate.Certificate,
            Intermediates = certificate.Intermediates,
            CertificateRefusal = certificate.Refusal,
            Requirement = origin.Requirement,
            Peer = context.Connection.RemoteIpAddress,
            HostPrincipal = origin.HostPrincipal,
            ReceivedAt = origin.ReceivedAt,
        };
    }

    private PresentedCertificate CertificateOf(IHeaderDictionary headers, in CredentialOrigin origin)
    {
        if (forwarded.IsEnabled && forwarded.IsTrusted(origin.Peer))
        {
            return forwarded.Read(headers, origin.ToldCertificate);
        }

        return origin.Certificate is { } own ? PresentedCertificate.Of(own, HandshakeIntermediates.Of(own)) : PresentedCertificate.None;
    }

    private static string[] ToArray(StringValues values) =>
        values.Count switch
        {
            0 => [],
            1 => [values[0] ?? ""],
            _ => values.Select(value => value ?? "").ToArray(),
        };
}
