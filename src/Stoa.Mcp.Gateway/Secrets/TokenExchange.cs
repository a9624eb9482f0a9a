using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Quotas.Rules;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>
/// Shows an access token that the authorization server gives for the caller's own (RFC 8693). Kept by the hash of that, and never longer than that is
/// valid; the caller's token itself goes to the authorization server alone.
/// </summary>
internal sealed class TokenExchange(UpstreamAuth auth, TokenEndpoint endpoint, TimeProvider time) : IUpstreamCredential
{
    private const int TokensKept = 10_000;
    private const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";

    private readonly BoundedCache<CredentialHash, TokenSlot> _slots = new(TokensKept, _ => new TokenSlot(time));

    public async ValueTask ApplyAsync(HttpRequestMessage request, GovernedCall? call, CancellationToken cancellationToken)
    {
        var subject = call?.SubjectToken
            ?? throw new UpstreamCredentialException("The caller was not established by an access token, so there is none to exchange.");
        var ends = call.Caller?.ExpiresAt;
        var token = await _slots.Get(CredentialHash.Of(subject)).GetAsync(() => ExchangeAsync(subject, ends), cancellationToken);
        request.Headers.Authorization = SecretReader.Bearer(token.Value);
    }

    public void Refused(HttpRequestMessage request, GovernedCall? call)
    {
        if (call?.SubjectToken is { } subject)
        {
            _slots.Get(CredentialHash.Of(subject)).Forget(request.Headers.Authorization?.Parameter);
        }
    }

    private async Task<AccessToken> ExchangeAsync(string subject, DateTimeOffset? ends)
    {
        var token = await endpoint.AskAsync(auth, Form(subject));
        return ends < token.UseUntil ? token with { UseUntil = ends.Value } : token;
    }

    private IEnumerable<KeyValuePair<string, string>> Form(string subject)
    {
        yield return new("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        yield return new("subject_token", subject);
        yield return new("subject_token_type", AccessTokenType);
        yield return new("requested_token_type", AccessTokenType);
        foreach (var (name, value) in new[] { ("audience", auth.Audience), ("resource", auth.Resource), ("scope", auth.Scope) })
        {
            if (value is not null)
            {
                yield return new(name, value);
            }
        }
    }
}
