using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Stoa.Mcp.Governance.Authentication.Certificates;
using Stoa.Mcp.Governance.Authentication.Schemes;

namespace Stoa.Mcp.Governance.Http;

/// <summary>Where a request's headers come from, and what says who calls besides them.</summary>
internal readonly record struct CredentialOrigin
{
    /// <summary>The address at the other end of the very connection. Whether its word on client certificates counts goes by it.</summary>
    public IPAddress? Peer
    {
        get => field ?? (Asking is null ? null : PeerOf(Asking));
        init;
    }

    /// <summary>The certificate of that connection, where the caller is at its other end.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The caller's certificate in escaped PEM, as the peer tells it outside of any header.</summary>
    public string? ToldCertificate { get; init; }

    /// <summary>The principal that the host's own authentication established for the caller, or null.</summary>
    public ClaimsPrincipal? HostPrincipal { get; init; }

    /// <summary>What the endpoint asks for; null where it is what is configured for all.</summary>
    public SchemeRequirement? Requirement { get; init; }

    /// <summary>When the request came, where it is judged later; null for now.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The request that came over the connection, which is asked for its peer where that counts; null where it may be gone.</summary>
    private HttpContext? Asking { get; init; }

    /// <summary>Of a request that the caller, or a proxy in front of this server, has sent.</summary>
    public static CredentialOrigin Of(HttpContext context) => ToldBy(context) with
    {
        Certificate = context.Connection.ClientCertificate,
        // Asked of the feature: the context would make up an anonymous user where there is none.
        HostPrincipal = context.Features.Get<IHttpAuthenticationFeature>()?.User is { Identity.IsAuthenticated: true } user ? user : null,
    };

    /// <summary>Of a request that a peer tells of in one of its own: what was established on that connection is about the peer, and never the caller.</summary>
    public static CredentialOrigin ToldBy(HttpContext asking) => new()
    {
        Asking = asking,
        Requirement = asking.GetEndpoint()?.Metadata.GetMetadata<CallerSchemesMetadata>()?.Requirement,
    };

    /// <summary>The same for a request that is judged once its connection may be gone.</summary>
    public CredentialOrigin Keep(DateTimeOffset receivedAt) => this with
    {
        Peer = Peer,
        Asking = null,
        Certificate = Certificate is null ? null : HandshakeIntermediates.CopyOf(Certificate),
        ReceivedAt = receivedAt,
    };

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
}
