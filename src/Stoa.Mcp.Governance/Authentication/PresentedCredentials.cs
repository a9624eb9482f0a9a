using System.Net;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using Stoa.Mcp.Governance.Authentication.Schemes;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>Everything a request offers as proof of who calls. Held for the length of step 1 and then dropped; never logged.</summary>
public sealed class PresentedCredentials
{
    /// <summary>Every value of the <c>Authorization</c> header, as sent.</summary>
    public IReadOnlyList<string> Authorization { get; init; } = [];

    /// <summary>Every value of the <c>X-API-Key</c> header, as sent.</summary>
    public IReadOnlyList<string> ApiKey { get; init; } = [];

    /// <summary>Every value of the <c>DPoP</c> header, as sent (RFC 9449, section 4.1).</summary>
    public IReadOnlyList<string> Proof { get; init; } = [];

    /// <summary>The HTTP method of the request, which a proof names (<c>htm</c>); null over a pipe.</summary>
    public string? Method { get; init; }

    /// <summary>The address of the request, which a proof names (<c>htu</c>); null where none was sent.</summary>
    public Uri? Address { get; init; }

    /// <summary>
    /// The certificate whose key the client proved to hold in this connection's handshake, or in that of a peer configured as trusted.
    /// Whether it is trusted is for step 1 to say.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What came along with <see cref="Certificate"/> to lead to its authority.</summary>
    internal IReadOnlyList<X509Certificate2> Intermediates { get; init; } = [];

    /// <summary>What is wrong with the certificate that a trusted peer tells of; null where nothing is.</summary>
    internal string? CertificateRefusal { get; init; }

    /// <summary>What the endpoint asks for; null where it is what is configured for all.</summary>
    internal SchemeRequirement? Requirement { get; init; }

    /// <summary>The address at the other end of the connection.</summary>
    internal IPAddress? Peer { get; init; }

    /// <summary>When the request came, by which the age of its proof goes; null for now.</summary>
    internal DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The time by which they are judged: that of now, unless they came earlier and are judged later.</summary>
    internal DateTimeOffset AsOf(TimeProvider clock) => ReceivedAt ?? clock.GetUtcNow();

    /// <summary>The principal that the host's own authentication established for this request, or null.</summary>
    public ClaimsPrincipal? HostPrincipal { get; init; }

    /// <summary>Whether the message came over a pipe (stdio, in-memory), where only the configured local identity applies.</summary>
    public bool IsLocal { get; init; }
}
