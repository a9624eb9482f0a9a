using System.Security.Claims;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>
/// Builds the principal that tools see. The MCP SDK binds a session to the first <see cref="ClaimTypes.NameIdentifier"/>, so
/// that claim is qualified by issuer and tenant: the same <c>sub</c> from two issuers is two users.
/// </summary>
internal static class CallerPrincipal
{
    private const string RoleClaim = "role";

    // What a credential itself may not say: these are set here, or decide who the framework thinks the user is.
    private static readonly string[] Reserved =
    [
        ClaimTypes.NameIdentifier, ClaimTypes.Upn, ClaimTypes.Name, ClaimTypes.Role, "sub", "upn", "scope", RoleClaim,
    ];

    /// <param name="scheme">Becomes the identity's authentication type.</param>
    /// <param name="identity">What the credential says of the caller.</param>
    /// <param name="extra">Further claims of the credential, handed on but for those that would change who the caller is.</param>
    public static ClaimsIdentity Create(string scheme, CallerIdentity identity, IEnumerable<Claim> extra)
    {
        var result = new ClaimsIdentity(scheme, "sub", RoleClaim);
        Add(result, ClaimTypes.NameIdentifier, UniqueSubject(identity), identity.Issuer);
        Add(result, "sub", identity.Subject, identity.Issuer);
        foreach (var scope in identity.Scopes)
        {
            Add(result, "scope", scope, identity.Issuer);
        }

        foreach (var role in identity.Roles)
        {
            Add(result, RoleClaim, role, identity.Issuer);
        }

        foreach (var claim in extra)
        {
            if (!Reserved.Contains(claim.Type, StringComparer.Ordinal))
            {
                Add(result, claim.Type, claim.Value, identity.Issuer, claim.ValueType);
            }
        }

        return result;
    }

    // The issuer holds no bar (checked at start) and the tenant's are escaped, so two callers never share one text.
    private static string UniqueSubject(CallerIdentity identity) =>
        $"{identity.Issuer}|{Uri.EscapeDataString(identity.Tenant ?? "")}|{identity.Subject}";

    private static void Add(ClaimsIdentity identity, string type, string value, string issuer, string valueType = ClaimValueTypes.String) =>
        identity.AddClaim(new Claim(type, value, valueType, issuer));
}
