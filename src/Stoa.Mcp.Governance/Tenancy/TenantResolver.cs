using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tenancy;

/// <summary>
/// Step 2. The credential names the tenant, or its issuer does where exactly one tenant lists that issuer; then the declared state must
/// know the tenant, have it enabled, and let this issuer speak for it. Nothing else names a tenant, and nothing stands in for one.
/// </summary>
internal sealed class TenantResolver(IResourceStore resources, IOptions<TenancyOptions> options) : ITenantResolver
{
    private volatile IssuerIndex _issuers = new(resources.Current);

    public ValueTask<StepOutcome<string>> ResolveAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var snapshot = resources.Current;
        if (caller.TenantClaim is { } named)
        {
            return new(Check(snapshot, caller, named));
        }

        var name = TenantOfIssuer(snapshot, caller.Issuer, out var refusal);
        return new(name is null ? Deny(refusal) : Check(snapshot, caller, name));
    }

    private StepOutcome<string> Check(ResourceSnapshot snapshot, Caller caller, string name)
    {
        // Reasons quote the name only behind this check: before it, the text is whatever a credential holds.
        if (!TenantName.IsValid(name))
        {
            return Deny("The tenant named by the credential is not a DNS label in lower case (1 to 63 of a-z, 0-9 and '-'); see TenantClaim of its issuer.");
        }

        if (snapshot.Tenants.Count == 0)
        {
            return options.Value.RequireDeclared
                ? Deny($"Tenant '{name}' is not declared: no Tenant resource is. Declare it, or set Stoa:Tenancy:RequireDeclared to false.")
                : StepOutcome.Continue(name);
        }

        if (!snapshot.Tenants.TryGetValue(name, out var tenant))
        {
            return Deny($"Tenant '{name}' is not declared; add a Tenant resource with that name.");
        }

        if (RefuseDeclared(tenant, caller) is { } refusal)
        {
            return Deny(refusal);
        }

        return tenant.SenderConstrained == SenderConstraint.Required && !IsConfirmed(caller)
            ? DenyUnconfirmed(tenant)
            : StepOutcome.Continue(tenant.Name);
    }

    private static string? RefuseDeclared(TenantResource tenant, Caller caller)
    {
        if (!tenant.Enabled)
        {
            return $"Tenant '{tenant.Name}' is disabled ({tenant.Source}).";
        }

        // Otherwise an issuer could name the tenant of another in its claim.
        return caller.Scheme is CallerSchemes.Jwt or CallerSchemes.Introspection && tenant.Issuers.Count > 0 && !tenant.Issuers.Contains(caller.Issuer, StringComparer.Ordinal)
            ? $"Tenant '{tenant.Name}' does not list issuer '{caller.Issuer}' among its issuers ({tenant.Source})."
            : null;
    }

    private string? TenantOfIssuer(ResourceSnapshot snapshot, string issuer, out string refusal)
    {
        var index = _issuers;
        if (!ReferenceEquals(index.Snapshot, snapshot))
        {
            _issuers = index = new IssuerIndex(snapshot);
        }

        var tenants = index.TenantsOf(issuer);
        refusal = tenants.Count switch
        {
            1 => "",
            0 => $"The credential names no tenant, and no Tenant resource lists '{issuer}' among its issuers. "
                + "See TenantClaim and Tenant of the issuer, Tenant of the API key, or Stoa:Authentication:Local:Tenant.",
            _ => $"The credential names no tenant, and several tenants list '{issuer}' among their issuers: {string.Join(", ", tenants)}.",
        };
        return tenants.Count == 1 ? tenants[0] : null;
    }

    // Nothing travels over a pipe that could be stolen and shown by another.
    private static bool IsConfirmed(Caller caller) =>
        caller.Confirmation != CallerConfirmation.None || caller.Scheme == CallerSchemes.Local;

    private static StepOutcome<string> DenyUnconfirmed(TenantResource tenant) => StepOutcome.Deny<string>(new GovernanceDecision
    {
        Code = GovernanceCode.Unauthenticated,
        Step = "tenancy",
        Reasons = [$"Tenant '{tenant.Name}' takes only credentials that their sender proves to own, and this one is bound to nothing ({tenant.Source})."],
        ChallengeError = "invalid_token",
        ChallengeScheme = AuthenticationDenial.DpopScheme,
    });

    private static StepOutcome<string> Deny(string reason) => StepOutcome.Deny<string>(new GovernanceDecision
    {
        Code = GovernanceCode.Denied,
        Step = "tenancy",
        Reasons = [reason],
    });
}
