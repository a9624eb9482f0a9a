using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>
/// Hands a verified access token on to the call where some upstream exchanges it (RFC 8693). Off until one does: what nobody needs is not held, and
/// the cache of verified tokens goes on holding hashes alone.
/// </summary>
internal sealed class SubjectTokens
{
    private volatile bool _needed;

    /// <summary>From now on tokens are handed on.</summary>
    public void Need() => _needed = true;

    /// <summary>The token that <paramref name="caller"/> was established by, or null.</summary>
    public string? Find(Caller? caller, PresentedCredentials credentials) =>
        _needed && caller?.Scheme is CallerSchemes.Jwt or CallerSchemes.Introspection && credentials.Authorization is [var header]
        && CredentialHeader.TryReadToken(header, out var token, out _, out _)
            ? token.ToString()
            : null;
}
