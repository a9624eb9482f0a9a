using System.Security.Claims;
using Stoa.Mcp.Governance.Authentication.Claims;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>Takes the caller from the principal that the host's own authentication established.</summary>
internal sealed class HostPrincipalAuthenticator(HostAuthenticationOptions options)
{
    private readonly ClaimMapping _mapping = new(options);

    /// <summary>Whether the principal counts as a credential.</summary>
    public bool Accepts(ClaimsPrincipal? principal) =>
        options.Enabled && principal is not null && principal.Identities.Any(identity => identity.IsAuthenticated);

    public StepOutcome<Caller> Authenticate(ClaimsPrincipal principal)
    {
        // An identity that nobody authenticated may sit beside one that somebody did; its claims are hearsay.
        var identities = principal.Identities.Where(identity => identity.IsAuthenticated).ToArray();
        var identity = _mapping.Read(
            [.. identities.SelectMany(i => i.Claims)], CallerSchemes.HostIssuer, ClaimTypes.NameIdentifier, out var refusal);
        if (identity is null)
        {
            return AuthenticationDenial.InvalidCredential(
                $"The host's principal is authenticated but names no caller. {refusal} See Stoa:Authentication:Host.");
        }

        // Ours comes first, where the SDK looks for the user; the host's own follow for code that knows them.
        var own = CallerPrincipal.Create(CallerSchemes.Host, identity, []);
        return StepOutcome.Continue(identity.ToCaller(CallerSchemes.Host, new ClaimsPrincipal([own, .. identities])));
    }

    /// <summary>
    /// Whether the host's principal and the verified header credential are one and the same: every authenticated identity names this
    /// subject, as vouched for by this issuer. That is so where the host verified the very same bearer token.
    /// </summary>
    public bool IsSame(ClaimsPrincipal principal, Caller caller) =>
        principal.Identities.Where(identity => identity.IsAuthenticated).All(identity => Names(identity, caller));

    private bool Names(ClaimsIdentity identity, Caller caller)
    {
        var subject = identity.FindFirst(options.SubjectClaim) ?? identity.FindFirst(ClaimTypes.NameIdentifier);
        var issuer = identity.FindFirst("iss")?.Value ?? subject?.Issuer;
        return subject?.Value == caller.Subject && issuer == caller.Issuer;
    }
}
