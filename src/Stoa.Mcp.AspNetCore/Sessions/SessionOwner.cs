using System.Security.Claims;

namespace ModelContextProtocol.AspNetCore.Sessions;

/// <summary>Who opened a session. A session id alone proves nothing.</summary>
internal sealed record SessionOwner(string? Issuer, string? Name)
{
    private static readonly SessionOwner Anonymous = new(null, null);

    public static SessionOwner Of(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true } identity)
        {
            return Anonymous;
        }

        var claim = user.FindFirst(ClaimTypes.NameIdentifier) ?? user.FindFirst("sub");
        return claim is null ? new(identity.AuthenticationType, identity.Name ?? "") : new(claim.Issuer, claim.Value);
    }
}
