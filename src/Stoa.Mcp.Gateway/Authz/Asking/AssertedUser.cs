using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication;

namespace Stoa.Mcp.Gateway.Authz.Asking;

/// <summary>
/// Makes a principal of the <c>user</c> and <c>tenant_id</c> that a trusted peer tells, under the claim names that
/// <c>Stoa:Authentication:Host</c> reads: from there on it is a principal of the host's own authentication.
/// </summary>
internal sealed class AssertedUser(IOptions<CallerAuthenticationOptions> options)
{
    private readonly HostAuthenticationOptions _names = options.Value.Host;

    public ClaimsPrincipal Of(JsonElement user, string? tenant)
    {
        var identity = new ClaimsIdentity("authz-peer");
        Add(identity, _names.SubjectClaim, Member(user, "id"));
        Add(identity, _names.EmailClaim, Member(user, "email"));
        Add(identity, _names.TenantClaim, tenant);
        AddAll(identity, _names.ScopeClaims is [var scopes, ..] ? scopes : "scope", user, "scopes");
        AddAll(identity, _names.RolesClaims is [var roles, ..] ? roles : "roles", user, "roles");

        // Further claims say what the members above do not: the client, the environment. They never say it again.
        var said = identity.Claims.Select(claim => claim.Type).Append(_names.SubjectClaim).Append(_names.TenantClaim).ToHashSet(StringComparer.Ordinal);
        if (user.TryGetProperty("claims", out var claims) && claims.ValueKind == JsonValueKind.Object)
        {
            foreach (var claim in claims.EnumerateObject().Where(claim => !said.Contains(claim.Name)))
            {
                AddAll(identity, claim.Name, claims, claim.Name);
            }
        }

        return new ClaimsPrincipal(identity);
    }

    private static string? Member(JsonElement user, string name) =>
        user.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void AddAll(ClaimsIdentity identity, string type, JsonElement owner, string member)
    {
        if (!owner.TryGetProperty(member, out var value))
        {
            return;
        }

        foreach (var one in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
        {
            Add(identity, type, one.ValueKind == JsonValueKind.String ? one.GetString() : null);
        }
    }

    private static void Add(ClaimsIdentity identity, string type, string? value)
    {
        if (value is { Length: > 0 })
        {
            identity.AddClaim(new Claim(type, value));
        }
    }
}
