namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>What became of reading a mapping: itself, or why it cannot be used.</summary>
internal sealed record CoazMappingReading(CoazMapping? Mapping, string Refusal);
