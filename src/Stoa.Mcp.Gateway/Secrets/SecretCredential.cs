using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>Shows a secret as it is: as a bearer token, as user and password, or in a header of its own.</summary>
internal sealed class SecretCredential(UpstreamAuth auth, ISecretSource secrets) : IUpstreamCredential
{
    public async ValueTask ApplyAsync(HttpRequestMessage request, GovernedCall? call, CancellationToken cancellationToken)
    {
        switch (auth.Type)
        {
            case UpstreamAuthType.Bearer:
                request.Headers.Authorization = SecretReader.Bearer(await secrets.GetHeaderAsync(auth.Secret, cancellationToken));
                break;
            case UpstreamAuthType.Basic:
                request.Headers.Authorization = SecretReader.Basic(CheckPair(await secrets.GetAsync(auth.Secret, cancellationToken)));
                break;
            case UpstreamAuthType.Header when request.Headers.TryAddWithoutValidation(auth.HeaderName!, await secrets.GetHeaderAsync(auth.Secret, cancellationToken)):
                break;
            default:
                throw new UpstreamCredentialException($"'{auth.HeaderName}' cannot hold a credential.");
        }
    }

    // RFC 7617, section 2: the first colon divides.
    private string CheckPair(string secret) => secret.Contains(':', StringComparison.Ordinal) && !secret.Any(char.IsControl)
        ? secret
        : throw new UpstreamCredentialException($"Secret '{auth.Secret}' is not of the form user:password on one line.");
}
