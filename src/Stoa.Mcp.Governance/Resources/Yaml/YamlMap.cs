namespace Stoa.Mcp.Governance.Resources.Yaml;

/// <summary>A YAML mapping; its keys are texts and each occurs once.</summary>
internal sealed class YamlMap(int line, int column, IReadOnlyDictionary<string, YamlEntry> entries) : YamlValue(line, column)
{
    public IReadOnlyDictionary<string, YamlEntry> Entries { get; } = entries;

    public override string Describe() => "a mapping";
}
