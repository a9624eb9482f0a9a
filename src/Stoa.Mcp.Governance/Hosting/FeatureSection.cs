namespace Stoa.Mcp.Governance.Hosting;

/// <summary>A section of the configuration that a feature reads which the host added.</summary>
internal sealed record FeatureSection(string Name);
