namespace Stoa.Mcp.Governance.Metering;

/// <summary>What a tool call costs.</summary>
/// <param name="Tier">The tier that the rule gives the tool, or null.</param>
/// <param name="Microcents">In millionths of a cent.</param>
internal readonly record struct Price(string? Tier, long Microcents);
