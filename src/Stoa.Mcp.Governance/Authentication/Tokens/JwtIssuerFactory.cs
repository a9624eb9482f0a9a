using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Authentication.SigningKeys;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>Turns the configured issuers into working ones. Nothing is fetched here.</summary>
internal sealed class JwtIssuerFactory(KeyDocumentClient client, TimeProvider clock, ILogger<SigningKeySource> logger)
{
    public IReadOnlyList<JwtIssuer> Create(JwtAuthenticationOptions options) => [.. options.Issuers.Select(issuer => Create(options, issuer))];

    private JwtIssuer Create(JwtAuthenticationOptions options, JwtIssuerOptions issuer)
    {
        var rules = issuer.JwksFile is null ? KeyRefreshRules.ForHttp(options) : KeyRefreshRules.ForFile(options);
        var keys = new SigningKeySource(issuer.Issuer, DocumentOf(issuer), rules, clock, logger);
        return new JwtIssuer(issuer, keys);
    }

    private IKeyDocument DocumentOf(JwtIssuerOptions issuer)
    {
        if (issuer.JwksFile is not null)
        {
            return new FileKeyDocument(issuer.JwksFile);
        }

        return issuer.JwksUri is not null
            ? new HttpKeyDocument(client, new Uri(issuer.JwksUri))
            : new DiscoveredKeyDocument(client, issuer);
    }
}
