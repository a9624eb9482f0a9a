using System.Text.Json;
using Stoa.Mcp.Governance.Authentication.Proof;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>Reads a token by <see cref="StrictJws"/> before any key is looked at.</summary>
internal static class JwtReader
{
    private const int LongestKeyId = 512;
    private const string AccessTokenOnly = "It is marked as an ID, refresh or logout token, not as an access token.";

    /// <summary>The reading, or null with the reason why there is none.</summary>
    public static JwtReading? Read(string token, out string refusal)
    {
        try
        {
            if (StrictJws.Split(token) is not [var first, var second, _])
            {
                refusal = "The token is not a signed JWT of three parts; encrypted and unsigned ones are not accepted.";
                return null;
            }

            using var header = StrictJws.ParseObject(first);
            using var payload = StrictJws.ParseObject(second);
            return Read(header.RootElement, payload.RootElement, out refusal);
        }
        catch (Exception exception) when (StrictJws.IsFault(exception))
        {
            refusal = "The token's header or payload is not base64url of strict JSON without duplicate members.";
            return null;
        }
    }

    private static JwtReading? Read(JsonElement header, JsonElement payload, out string refusal)
    {
        refusal = RefuseHeader(header) ?? RefusePayload(payload) ?? "";
        var binding = refusal.Length > 0 ? null : KeyBinding.Read(payload, out refusal);
        return refusal.Length > 0
            ? null
            : new JwtReading
            {
                Algorithm = StrictJws.Text(header, "alg")!,
                KeyId = StrictJws.Text(header, "kid"),
                Type = StrictJws.Text(header, "typ"),
                Issuer = StrictJws.Text(payload, "iss")!,
                Audiences = StrictJws.Texts(payload, "aud"),
                ExpiresAt = StrictJws.Date(payload, "exp")!.Value,
                NotBefore = StrictJws.Date(payload, "nbf"),
                IssuedAt = StrictJws.Date(payload, "iat"),
                TokenId = StrictJws.Text(payload, "jti"),
                Binding = binding,
                Claims = JwtClaims.Read(payload),
                Payload = payload.Clone(),
            };
    }

    // jku, x5u, jwk and x5c are not mentioned here on purpose: nothing reads them, so they can bring no key.
    private static string? RefuseHeader(JsonElement header)
    {
        if (StrictJws.Text(header, "alg") is not { Length: > 0 })
        {
            return "The header has no 'alg'.";
        }

        return StrictJws.RefuseExtensions(header)
            ?? (StrictJws.Text(header, "kid") is { Length: 0 or > LongestKeyId } ? $"'kid' is empty or longer than {LongestKeyId} characters." : null);
    }

    private static string? RefusePayload(JsonElement payload)
    {
        if (StrictJws.Text(payload, "iss") is not { Length: > 0 })
        {
            return "The payload has no 'iss'.";
        }

        if (StrictJws.Date(payload, "exp") is null)
        {
            return "The payload has no 'exp'; a token without an end is not accepted.";
        }

        return JwtTokenKind.IsAccessToken(payload) ? null : AccessTokenOnly;
    }
}
