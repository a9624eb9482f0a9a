using System.Security.Claims;
using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Claims;

/// <summary>
/// The parties that act for a caller (<c>act</c>; RFC 8693, section 4.1): who acts now comes first, then those that acted before. One that cannot
/// be read refuses the credential, since a caller who does not act alone must not seem to.
/// </summary>
internal static class ActorChain
{
    public const string ClaimName = "act";

    private const int LongestChain = 8;
    private const int LongestText = 256;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The chain, empty where nobody acts for the caller; null with the reason where it cannot be read.</summary>
    public static IReadOnlyList<CallerActor>? Read(IReadOnlyCollection<Claim> claims, out string refusal)
    {
        refusal = "";
        var given = claims.Where(claim => claim.Type == ClaimName).ToArray();
        if (given.Length == 0)
        {
            return [];
        }

        try
        {
            if (given.Length == 1 && Read(given[0].Value) is { } chain)
            {
                return chain;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate, found when the text is taken out.
        }

        refusal = $"Claim '{ClaimName}' is no chain of at most {LongestChain} actors, each an object whose 'sub', 'iss' and 'client_id' are texts.";
        return null;
    }

    private static List<CallerActor>? Read(string json)
    {
        using var document = JsonDocument.Parse(json, Strict);
        var chain = new List<CallerActor>();
        JsonElement? actor = document.RootElement;
        while (actor is { } current)
        {
            if (chain.Count == LongestChain || current.ValueKind != JsonValueKind.Object
                || !TryText(current, "sub", out var subject) || subject is null
                || !TryText(current, "iss", out var issuer) || !TryText(current, "client_id", out var client))
            {
                return null;
            }

            chain.Add(new CallerActor(subject, issuer, client));
            actor = current.TryGetProperty(ClaimName, out var prior) ? prior : null;
        }

        return chain;
    }

    private static bool TryText(JsonElement actor, string name, out string? text)
    {
        text = null;
        if (!actor.TryGetProperty(name, out var value))
        {
            return true;
        }

        text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is { Length: > 0 and <= LongestText } && !text.Any(char.IsControl);
    }
}
