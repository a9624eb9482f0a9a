namespace Stoa.Mcp.Governance.Mcp;

/// <summary>The two message filters.</summary>
internal sealed record GovernanceFilters(GovernanceGate Gate, ResultShaper Shaper);
