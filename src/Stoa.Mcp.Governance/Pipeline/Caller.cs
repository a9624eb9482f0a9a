using System.Collections.Frozen;
using System.Security.Claims;
using System.Text.Json;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Scopes;

namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>Who calls: established by step 1 from a credential that was verified, never from what a message says of itself.</summary>
public sealed class Caller
{
    private string[]? _schemes;
    private Caller? _confirmed;
    private Caller? _including;
    private FrozenSet<string> _scopes = FrozenSet<string>.Empty;

    /// <summary>The stable identifier of the caller (<c>sub</c>, API key id, or the local identity's name).</summary>
    public required string Subject { get; init; }

    /// <summary>How the caller was established: <c>jwt</c>, <c>introspection</c>, <c>api_key</c>, <c>mtls</c>, <c>host</c> or <c>local</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>Every scheme that holds: <see cref="Scheme"/>, and <c>mtls</c> where a client certificate was verified beside it.</summary>
    public IReadOnlyList<string> Schemes => _schemes ??= [Scheme];

    /// <summary>The agent or client the caller uses (<c>client_id</c>, <c>azp</c>, else who acts for it, or the API key id). Quotas count by it.</summary>
    public required string Agent { get; init; }

    /// <summary>
    /// Who acts for the caller (RFC 8693, section 4.1), who does so now first; empty where the caller acts for itself. Rules should go by the first
    /// alone: the others say how it came to act.
    /// </summary>
    public IReadOnlyList<CallerActor> Actors { get; init; } = [];

    /// <summary>The principal that tools see as the user.</summary>
    public required ClaimsPrincipal Principal { get; init; }

    /// <summary>Who vouched for the caller: token issuer, <c>api-key-store</c>, <c>certificate:&lt;authority&gt;</c>, <c>host</c> or <c>configuration</c>.</summary>
    public required string Issuer { get; init; }

    /// <summary>The tenant named by the credential itself (claim or API key), not yet checked; null where it names none.</summary>
    public string? TenantClaim { get; init; }

    /// <summary>E-mail address, where the credential carries one.</summary>
    public string? Email { get; init; }

    /// <summary>The environment the agent runs in (<c>staging</c>), where the credential says.</summary>
    public string? Environment { get; init; }

    /// <summary>Granted scopes, and those that they include (<c>Stoa:Authentication:ScopeHierarchy</c>).</summary>
    public FrozenSet<string> Scopes { get => _scopes; init => _scopes = value; }

    /// <summary>Roles, in the credential's order.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Non-secret id of the credential (<c>jti</c> or API key id), for the audit record; null where it has none.</summary>
    public string? CredentialId { get; init; }

    /// <summary>What showed that the credential is in its owner's hands. <value><see cref="CallerConfirmation.None"/></value></summary>
    public CallerConfirmation Confirmation { get; init; }

    /// <summary>When the credential was issued (<c>iat</c>), where it says.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>What step 3 made of this caller, kept with it since a verified credential serves many calls.</summary>
    internal object? PolicyView { get; set; }

    /// <summary>All claims of a verified token as it has them; undefined where the credential is none.</summary>
    internal JsonElement Claims { get; init; }

    /// <summary>When the credential ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>From when on the credential is refused: its end, with the clock skew of who vouched for it.</summary>
    internal DateTimeOffset? RefusedFrom { get; init; }

    /// <summary>The same caller, whom a client certificate confirms. Made once: a verified token serves many calls.</summary>
    internal Caller ConfirmedByCertificate() => _confirmed ??= Confirm();

    /// <summary>The same caller, who holds the scopes that its own include. Made once, too.</summary>
    internal Caller Including(ScopeHierarchy hierarchy) => _including ??= Include(hierarchy.Expand(_scopes));

    private Caller Include(FrozenSet<string> scopes)
    {
        if (ReferenceEquals(scopes, _scopes))
        {
            return this;
        }

        var including = Copy();
        including._scopes = scopes;
        return including;
    }

    private Caller Confirm()
    {
        var confirmed = Copy();
        confirmed._schemes = [Scheme, CallerSchemes.Certificate];
        return confirmed;
    }

    // What was made of this caller is not that of the copy.
    private Caller Copy()
    {
        var copy = (Caller)MemberwiseClone();
        (copy._confirmed, copy._including, copy.PolicyView) = (null, null, null);
        return copy;
    }
}
