namespace Stoa.Mcp.Governance.Resources.Yaml;

/// <summary>A key of a mapping and what it holds.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlValue Value);
