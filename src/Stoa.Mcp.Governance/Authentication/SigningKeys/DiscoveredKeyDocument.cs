using System.Text.Json;
using Stoa.Mcp.Governance.Authentication.Tokens;

namespace Stoa.Mcp.Governance.Authentication.SigningKeys;

/// <summary>
/// A key set found through the issuer's discovery document (OpenID Connect Discovery 1.0, section 4). The document must name the
/// configured issuer, and its <c>jwks_uri</c> a host that the operator trusts: the metadata's own, or one of <c>JwksHosts</c>.
/// </summary>
internal sealed class DiscoveredKeyDocument(KeyDocumentClient client, JwtIssuerOptions issuer) : IKeyDocument
{
    private readonly Uri _metadata = new(issuer.MetadataAddress!);

    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await client.GetAsync(_metadata, cancellationToken));
        if (document.RootElement.GetProperty("issuer").GetString() != issuer.Issuer)
        {
            throw new InvalidDataException($"The discovery document at {_metadata} names another issuer than {issuer.Issuer}.");
        }

        var address = document.RootElement.GetProperty("jwks_uri").GetString();
        if (!KeyAddress.TryRead(address, issuer.AllowInsecureMetadata, out var keys) || !IsTrusted(keys))
        {
            throw new InvalidDataException(
                $"The jwks_uri of {_metadata} is not HTTPS, or its host is neither that of the metadata nor among JwksHosts.");
        }

        return await client.GetAsync(keys, cancellationToken);
    }

    private bool IsTrusted(Uri keys) =>
        string.Equals(keys.IdnHost, _metadata.IdnHost, StringComparison.OrdinalIgnoreCase)
        || issuer.JwksHosts.Contains(keys.IdnHost, StringComparer.OrdinalIgnoreCase);
}
