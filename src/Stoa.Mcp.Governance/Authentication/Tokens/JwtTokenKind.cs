using System.Text.Json;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>
/// Tells access tokens from the other JWTs an issuer signs with the same keys (RFC 8725, section 3.11) where the <c>typ</c> header does
/// not: ID tokens carry hashes of what they were issued with, logout tokens carry events, and two products mark the kind in a claim.
/// </summary>
internal static class JwtTokenKind
{
    private static readonly string[] ForeignMembers = ["at_hash", "c_hash", "s_hash", "events"];
    private static readonly string[] ForeignKinds = ["ID", "Refresh", "Offline", "Logout", "id", "refresh"];

    public static bool IsAccessToken(JsonElement payload) =>
        !ForeignMembers.Any(member => payload.TryGetProperty(member, out _))
        && !HasForeignKind(payload, "typ")
        && !HasForeignKind(payload, "token_use");

    private static bool HasForeignKind(JsonElement payload, string member) =>
        payload.TryGetProperty(member, out var kind)
        && kind.ValueKind == JsonValueKind.String
        && ForeignKinds.Contains(kind.GetString(), StringComparer.Ordinal);
}
