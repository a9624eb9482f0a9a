using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>Shows an upstream who calls it.</summary>
internal interface IUpstreamCredential
{
    /// <summary>Puts the credential into a request that holds none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="call">The call that it is made for; null where it is made for the gateway itself.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="UpstreamCredentialException">The credential cannot be had: the request must not be sent.</exception>
    ValueTask ApplyAsync(HttpRequestMessage request, GovernedCall? call, CancellationToken cancellationToken);

    /// <summary>The upstream answered 401: what was put into <paramref name="request"/> is not used again.</summary>
    void Refused(HttpRequestMessage request, GovernedCall? call)
    {
    }
}
