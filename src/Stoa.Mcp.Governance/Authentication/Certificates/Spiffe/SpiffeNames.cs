namespace Stoa.Mcp.Governance.Authentication.Certificates.Spiffe;

/// <summary>What a template finds in an id; null for what it does not ask for.</summary>
internal sealed record SpiffeNames(string? Tenant, string? Agent, string? Environment);
