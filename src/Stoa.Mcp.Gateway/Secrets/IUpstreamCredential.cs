using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>What the gateway shows an upstream to be let in. Never what the caller showed the gateway.</summary>
internal interface IUpstreamCredential
{
    /// <summary>Puts the credential on a request.</summary>
    /// <param name="request">The request to the upstream.</param>
    /// <param name="call">The call it is sent for; null where the gateway asks for itself.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    ValueTask ApplyAsync(HttpRequestMessage request, GovernedCall? call, CancellationToken cancellationToken);
}
