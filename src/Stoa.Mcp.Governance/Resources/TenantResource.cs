using Stoa.Mcp.Governance.Authentication.Proof;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>A tenant (<c>gostoa.dev/v1alpha1</c>, kind <c>Tenant</c>).</summary>
public sealed record TenantResource
{
    /// <summary><c>metadata.name</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>A disabled tenant is denied everything. <value>true</value></summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Token issuers whose callers belong to this tenant where no claim names one.</summary>
    public IReadOnlyList<string> Issuers { get; init; } = [];

    /// <summary>
    /// Whether callers must prove that their credential is theirs, whatever their issuer's settings (<c>spec.authentication.senderConstrained</c>).
    /// <value><see cref="SenderConstraint.Optional"/></value>
    /// </summary>
    public SenderConstraint SenderConstrained { get; init; }

    /// <summary>Quotas over everything the tenant does.</summary>
    public IReadOnlyList<QuotaRule> Quotas { get; init; } = [];

    /// <summary>Where it was read: <c>file:line</c>.</summary>
    public required string Source { get; init; }
}
