using System.Collections.Frozen;
using System.Security.Claims;
using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>What a verified credential says of its caller, in the same words for every scheme.</summary>
internal sealed record CallerIdentity
{
    public required string Issuer { get; init; }

    public required string Subject { get; init; }

    public string? Tenant { get; init; }

    public string? Agent { get; init; }

    public IReadOnlyList<CallerActor> Actors { get; init; } = [];

    public string? Environment { get; init; }

    public string? Email { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public IReadOnlyList<string> Roles { get; init; } = [];

    public string? CredentialId { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>From when on the credential is refused; <see cref="ExpiresAt"/> where unset.</summary>
    public DateTimeOffset? RefusedFrom { get; init; }

    public CallerConfirmation Confirmation { get; init; }

    public JsonElement Claims { get; init; }

    /// <summary>Makes the caller of a credential that has no claims of its own.</summary>
    public Caller ToCaller(string scheme) => ToCaller(scheme, new ClaimsPrincipal(CallerPrincipal.Create(scheme, this, [])));

    public Caller ToCaller(string scheme, ClaimsPrincipal principal) => new()
    {
        Subject = Subject,
        Scheme = scheme,
        Agent = Agent ?? Subject,
        Actors = Actors,
        Principal = principal,
        Issuer = Issuer,
        TenantClaim = Tenant,
        Email = Email,
        Environment = Environment,
        Scopes = Scopes.ToFrozenSet(StringComparer.Ordinal),
        Roles = Roles,
        CredentialId = CredentialId,
        IssuedAt = IssuedAt,
        ExpiresAt = ExpiresAt,
        RefusedFrom = RefusedFrom ?? ExpiresAt,
        Confirmation = Confirmation,
        Claims = Claims,
    };
}
