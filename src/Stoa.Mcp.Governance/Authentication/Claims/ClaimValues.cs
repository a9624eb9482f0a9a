using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Stoa.Mcp.Governance.Authentication.Claims;

/// <summary>Looks up text in a set of claims, by name or by a dotted path into a claim that holds a JSON object.</summary>
internal static class ClaimValues
{
    private static readonly string[] NotText =
    [
        JsonClaimValueTypes.Json, JsonClaimValueTypes.JsonArray, JsonClaimValueTypes.JsonNull, ClaimValueTypes.Boolean,
        ClaimValueTypes.Double, ClaimValueTypes.Integer, ClaimValueTypes.Integer32, ClaimValueTypes.Integer64,
    ];

    /// <summary>All texts under a name, in the credential's order. Numbers, truth values and objects are not texts.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyCollection<Claim> claims, string name)
    {
        List<string> values = [];
        foreach (var claim in claims)
        {
            if (claim.Type == name && claim.Value.Length > 0 && !NotText.Contains(claim.ValueType))
            {
                values.Add(claim.Value);
            }
        }

        // A name as a whole wins over its reading as a path: namespaced claims are URIs and full of dots.
        return values.Count == 0 && name.Contains('.', StringComparison.Ordinal) ? FindByPath(claims, name.Split('.')) : values;
    }

    /// <summary>Reads the texts of a JSON value: itself, or the strings of an array.</summary>
    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!),
        _ => [],
    };

    private static List<string> FindByPath(IReadOnlyCollection<Claim> claims, string[] path)
    {
        List<string> values = [];
        foreach (var claim in claims)
        {
            if (claim.Type == path[0] && claim.ValueType == JsonClaimValueTypes.Json && Walk(claim.Value, path) is { } found)
            {
                values.AddRange(Texts(found).Where(text => text.Length > 0));
            }
        }

        return values;
    }

    private static JsonElement? Walk(string json, string[] path)
    {
        var element = JsonElement.Parse(json);
        foreach (var segment in path.AsSpan(1))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(segment, out element))
            {
                return null;
            }
        }

        return element;
    }
}
