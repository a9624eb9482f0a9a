using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>Turns a payload into claims without interpreting it: text stays the text it was, and a number never passes for one.</summary>
internal static class JwtClaims
{
    public static IReadOnlyList<Claim> Read(JsonElement payload)
    {
        List<Claim> claims = [];
        foreach (var member in payload.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Array)
            {
                claims.AddRange(member.Value.EnumerateArray().Select(element => ToClaim(member.Name, element)));
            }
            else
            {
                claims.Add(ToClaim(member.Name, member.Value));
            }
        }

        return claims;
    }

    private static Claim ToClaim(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new Claim(name, value.GetString()!),
        JsonValueKind.Number => new Claim(name, value.GetRawText(), value.TryGetInt64(out _) ? ClaimValueTypes.Integer64 : ClaimValueTypes.Double),
        JsonValueKind.True or JsonValueKind.False => new Claim(name, value.GetRawText(), ClaimValueTypes.Boolean),
        JsonValueKind.Null => new Claim(name, "", JsonClaimValueTypes.JsonNull),
        JsonValueKind.Array => new Claim(name, value.GetRawText(), JsonClaimValueTypes.JsonArray),
        _ => new Claim(name, value.GetRawText(), JsonClaimValueTypes.Json),
    };
}
