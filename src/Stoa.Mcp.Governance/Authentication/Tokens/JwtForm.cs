using System.Buffers;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>Tells a JWT from an API key by its form.</summary>
internal static class JwtForm
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>
    /// Whether the text is base64url parts with the dots of a JWS (two) or a JWE (four), empty parts and all: an unsigned token is a
    /// JWT that is refused, not a candidate for another scheme.
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> text) => text.Count('.') is 2 or 4 && !text.ContainsAnyExcept(Characters);
}
