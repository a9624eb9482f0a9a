namespace Stoa.Mcp.Governance.Authentication;

/// <summary>An access token out of the <c>Authorization</c> header, and the request it came with.</summary>
/// <param name="Text">The token, not copied.</param>
/// <param name="IsBound">Whether it came under the scheme <c>DPoP</c> (RFC 9449, section 7.1) instead of <c>Bearer</c>.</param>
/// <param name="Credentials">What else the request offers as proof.</param>
internal readonly record struct PresentedToken(ReadOnlyMemory<char> Text, bool IsBound, PresentedCredentials Credentials);
