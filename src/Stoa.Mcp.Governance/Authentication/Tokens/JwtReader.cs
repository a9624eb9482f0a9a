using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>
/// Reads a compact JWS (RFC 7515, section 7.1) so strictly that no second parser can read it differently: canonical text, valid UTF-8,
/// no member twice, every registered member of the one type it should have. Runs before any key is looked at.
/// </summary>
internal static class JwtReader
{
    private const int LongestKeyId = 512;

    // A day before the end of the calendar, so that the clock skew can be added.
    private const long LastDate = 253_402_214_399;
    private const string AccessTokenOnly = "It is marked as an ID, refresh or logout token, not as an access token.";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The reading, or null with the reason why there is none.</summary>
    public static JwtReading? Read(string token, out string refusal)
    {
        try
        {
            var parts = token.Split('.');
            if (parts.Length != 3 || parts.Any(part => part.Length == 0))
            {
                refusal = "The token is not a signed JWT of three parts; encrypted and unsigned ones are not accepted.";
                return null;
            }

            using var header = ParseObject(parts[0]);
            using var payload = ParseObject(parts[1]);
            return Read(header.RootElement, payload.RootElement, out refusal);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate, found when the string is taken out.
            refusal = "The token's header or payload is not base64url of strict JSON without duplicate members.";
            return null;
        }
    }

    private static JwtReading? Read(JsonElement header, JsonElement payload, out string refusal)
    {
        refusal = RefuseHeader(header) ?? RefusePayload(payload) ?? "";
        return refusal.Length > 0
            ? null
            : new JwtReading
            {
                Algorithm = Text(header, "alg")!,
                KeyId = Text(header, "kid"),
                Type = Text(header, "typ"),
                Issuer = Text(payload, "iss")!,
                Audiences = Audiences(payload),
                ExpiresAt = Date(payload, "exp")!.Value,
                NotBefore = Date(payload, "nbf"),
                TokenId = Text(payload, "jti"),
                Claims = JwtClaims.Read(payload),
                Payload = payload.Clone(),
            };
    }

    // jku, x5u, jwk and x5c are not mentioned here on purpose: nothing reads them, so they can bring no key.
    private static string? RefuseHeader(JsonElement header)
    {
        if (Text(header, "alg") is not { Length: > 0 })
        {
            return "The header has no 'alg'.";
        }

        if (header.TryGetProperty("crit", out _) || header.TryGetProperty("b64", out _) || header.TryGetProperty("zip", out _))
        {
            return "The header asks for an extension ('crit', 'b64' or 'zip'); none is supported.";
        }

        if (header.TryGetProperty("cty", out _) || header.TryGetProperty("enc", out _))
        {
            return "The token wraps another one; nested tokens are not accepted.";
        }

        return Text(header, "kid") is { Length: 0 or > LongestKeyId } ? $"'kid' is empty or longer than {LongestKeyId} characters." : null;
    }

    private static string? RefusePayload(JsonElement payload)
    {
        if (Text(payload, "iss") is not { Length: > 0 })
        {
            return "The payload has no 'iss'.";
        }

        if (Date(payload, "exp") is null)
        {
            return "The payload has no 'exp'; a token without an end is not accepted.";
        }

        if (payload.TryGetProperty("cnf", out _))
        {
            return "The token is bound to a key ('cnf') and was presented as a bearer token; proof of possession is not supported.";
        }

        return JwtTokenKind.IsAccessToken(payload) ? null : AccessTokenOnly;
    }

    private static JsonDocument ParseObject(string part)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        if (Base64Url.DecodeFromChars(part, bytes, out _, out var written) != OperationStatus.Done || !Utf8.IsValid(bytes.AsSpan(0, written)))
        {
            throw new FormatException();
        }

        var document = JsonDocument.Parse(bytes.AsMemory(0, written), Strict);
        return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new FormatException();
    }

    /// <summary>A string member; null where absent. Any other type refuses the token.</summary>
    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw new FormatException()
            : null;

    /// <summary>A NumericDate (RFC 7519, section 2), in whole seconds from 1970 on and within the calendar.</summary>
    private static DateTimeOffset? Date(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= LastDate
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new FormatException();
    }

    private static string[] Audiences(JsonElement payload)
    {
        if (!payload.TryGetProperty("aud", out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : throw new FormatException())]
            : [Text(payload, "aud")!];
    }
}
