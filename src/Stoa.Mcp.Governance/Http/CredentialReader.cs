using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Certificates;
using Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;
using Stoa.Mcp.Governance.Authentication.Schemes;

namespace Stoa.Mcp.Governance.Http;

/// <summary>Gathers what an HTTP request offers as proof of who calls. Nothing is judged here, and no other header is looked at.</summary>
internal sealed class CredentialReader(ForwardedCertificates forwarded)
{
    public PresentedCredentials Read(HttpContext context)
    {
        var certificate = CertificateOf(context);
        var proof = ToArray(context.Request.Headers["DPoP"]);
        return new PresentedCredentials
        {
            Authorization = ToArray(context.Request.Headers.Authorization),
            ApiKey = ToArray(context.Request.Headers["X-API-Key"]),
            Proof = proof,
            Method = context.Request.Method,
            Address = proof.Length > 0 ? ResourceMetadataDocument.AddressOf(context.Request, context.Request.Path) : null,
            Certificate = certificate.Certificate,
            Intermediates = certificate.Intermediates,
            CertificateRefusal = certificate.Refusal,
            Requirement = context.GetEndpoint()?.Metadata.GetMetadata<CallerSchemesMetadata>()?.Requirement,
            Peer = context.Connection.RemoteIpAddress,
            // Asked of the feature: the context would make up an anonymous user where there is none.
            HostPrincipal = context.Features.Get<IHttpAuthenticationFeature>()?.User is { Identity.IsAuthenticated: true } user ? user : null,
        };
    }

    // Of the connection itself, where the server says: middleware may have put another address into the request, from a header.
    private static IPAddress? PeerOf(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            return context.Connection.RemoteIpAddress;
        }

        try
        {
            return (socket.RemoteEndPoint as IPEndPoint)?.Address;
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // The peer is gone, and nobody waits for an answer.
            return null;
        }
    }

    private PresentedCertificate CertificateOf(HttpContext context)
    {
        if (forwarded.IsEnabled && forwarded.IsTrusted(PeerOf(context)))
        {
            return forwarded.Read(context.Request.Headers);
        }

        return context.Connection.ClientCertificate is { } own ? PresentedCertificate.Of(own, HandshakeIntermediates.Of(own)) : PresentedCertificate.None;
    }

    private static string[] ToArray(StringValues values) =>
        values.Count switch
        {
            0 => [],
            1 => [values[0] ?? ""],
            _ => values.Select(value => value ?? "").ToArray(),
        };
}
