using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>Shows an access token of the gateway's own, by client credentials (RFC 6749, section 4.4).</summary>
internal sealed class ClientCredentials(UpstreamAuth auth, TokenEndpoint endpoint, TimeProvider time) : IUpstreamCredential
{
    private readonly TokenSlot _slot = new(time);

    public async ValueTask ApplyAsync(HttpRequestMessage request, GovernedCall? call, CancellationToken cancellationToken)
    {
        var token = await _slot.GetAsync(() => endpoint.AskAsync(auth, Form()), cancellationToken);
        request.Headers.Authorization = SecretReader.Bearer(token.Value);
    }

    public void Refused(HttpRequestMessage request, GovernedCall? call) => _slot.Forget(request.Headers.Authorization?.Parameter);

    private IEnumerable<KeyValuePair<string, string>> Form()
    {
        yield return new("grant_type", "client_credentials");
        if (auth.Scope is { } scope)
        {
            yield return new("scope", scope);
        }

        if (auth.Resource is { } resource)
        {
            yield return new("resource", resource);
        }
    }
}
