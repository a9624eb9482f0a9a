using System.Net.Http.Headers;
using System.Text;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>Reads secrets that go into headers.</summary>
internal static class SecretReader
{
    /// <summary>The secret.</summary>
    /// <exception cref="UpstreamCredentialException">There is none.</exception>
    public static async ValueTask<string> GetAsync(this ISecretSource secrets, SecretReference? reference, CancellationToken cancellationToken) =>
        reference is not null && await secrets.FindAsync(reference.Name, reference.Key, cancellationToken) is { } secret
            ? secret
            : throw new UpstreamCredentialException($"Secret '{reference}' cannot be read; see Stoa:Gateway:SecretsFolder.");

    /// <summary>The secret, where it can stand in a header as it is: visible ASCII on one line.</summary>
    /// <exception cref="UpstreamCredentialException">There is none, or it cannot.</exception>
    public static async ValueTask<string> GetHeaderAsync(this ISecretSource secrets, SecretReference? reference, CancellationToken cancellationToken)
    {
        var secret = await secrets.GetAsync(reference, cancellationToken);
        return secret.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? throw new UpstreamCredentialException($"Secret '{reference}' has a character that cannot stand in a header: visible ASCII without spaces can.")
            : secret;
    }

    public static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);

    public static AuthenticationHeaderValue Basic(string userAndPassword) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(userAndPassword)));
}
