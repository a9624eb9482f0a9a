using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>Gives every peer on a pipe the identity that the operator configured for it, or none.</summary>
internal sealed class LocalAuthenticator
{
    private readonly Caller? _caller;

    public LocalAuthenticator(LocalIdentityOptions options)
    {
        _caller = options.Subject is null ? null : ToIdentity(options, options.Subject).ToCaller(CallerSchemes.Local);
    }

    public StepOutcome<Caller> Authenticate() => _caller is null
        ? AuthenticationDenial.NoCredential("No local identity is configured: set Stoa:Authentication:Local:Subject to accept stdio callers.")
        : StepOutcome.Continue(_caller);

    private static CallerIdentity ToIdentity(LocalIdentityOptions options, string subject) => new()
    {
        Issuer = CallerSchemes.LocalIssuer,
        Subject = subject,
        Tenant = options.Tenant,
        Agent = options.Agent,
        Environment = options.Environment,
        Scopes = [.. options.Scopes],
        Roles = [.. options.Roles],
    };
}
