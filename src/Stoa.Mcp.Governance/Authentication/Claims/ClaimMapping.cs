using System.Security.Claims;

namespace Stoa.Mcp.Governance.Authentication.Claims;

/// <summary>
/// Reads a caller from claims. JWT and host principals go through the same code, so the same claim means the same thing.
/// </summary>
internal sealed class ClaimMapping(ClaimMappingOptions names)
{
    private const int LongestText = 256;

    private readonly IList<string> _agents = OrDefault(names.AgentClaims, "client_id", "azp");
    private readonly IList<string> _scopes = OrDefault(names.ScopeClaims, "scope", "scp");
    private readonly IList<string> _roles = OrDefault(names.RolesClaims, "roles", "realm_access.roles");

    /// <summary>The identity, or null with the reason why the claims give none.</summary>
    public CallerIdentity? Read(IReadOnlyCollection<Claim> claims, string issuer, string? fallbackSubjectClaim, out string refusal)
    {
        var subjectName = fallbackSubjectClaim is not null && ClaimValues.Find(claims, names.SubjectClaim).Count == 0
            ? fallbackSubjectClaim
            : names.SubjectClaim;
        if (!TrySingle(claims, subjectName, out var subject, out refusal)
            || !TrySingle(claims, names.TenantClaim, out var tenant, out refusal)
            || !TrySingle(claims, names.EnvironmentClaim, out var environment, out refusal)
            || !TrySingle(claims, names.EmailClaim, out var email, out refusal)
            || !TryFirst(claims, _agents, out var agent, out refusal)
            || ActorChain.Read(claims, out refusal) is not { } actors)
        {
            return null;
        }

        if (subject is null)
        {
            refusal = $"Claim '{names.SubjectClaim}' (SubjectClaim) holds no text.";
            return null;
        }

        return new CallerIdentity
        {
            Issuer = issuer,
            Subject = subject,
            Tenant = tenant,
            Environment = environment,
            Email = email,
            Agent = agent ?? (actors.Count == 0 ? null : actors[0].Client ?? actors[0].Subject),
            Actors = actors,
            Scopes = [.. All(claims, _scopes).SelectMany(Words).Distinct(StringComparer.Ordinal)],
            Roles = [.. All(claims, _roles).Distinct(StringComparer.Ordinal)],
        };
    }

    private static IList<string> OrDefault(IList<string> configured, params string[] defaults) =>
        configured.Count > 0 ? configured : defaults;

    private static IEnumerable<string> All(IReadOnlyCollection<Claim> claims, IList<string> names) =>
        names.SelectMany(name => ClaimValues.Find(claims, name));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool TryFirst(IReadOnlyCollection<Claim> claims, IList<string> names, out string? value, out string refusal)
    {
        value = null;
        refusal = "";
        foreach (var name in names)
        {
            if (!TrySingle(claims, name, out value, out refusal) || value is not null)
            {
                return value is not null;
            }
        }

        return true;
    }

    // Two different values name two callers or tenants: choosing one would be guessing.
    private static bool TrySingle(IReadOnlyCollection<Claim> claims, string name, out string? value, out string refusal)
    {
        var values = ClaimValues.Find(claims, name);
        value = values.Count == 0 ? null : values[0];
        refusal = "";
        if (values.Any(other => other != values[0]))
        {
            refusal = $"Claim '{name}' holds more than one value.";
        }
        else if (value is not null && (value.Length > LongestText || value.Any(char.IsControl)))
        {
            refusal = $"Claim '{name}' is longer than {LongestText} characters or holds a control character.";
        }

        value = refusal.Length == 0 ? value : null;
        return refusal.Length == 0;
    }
}
