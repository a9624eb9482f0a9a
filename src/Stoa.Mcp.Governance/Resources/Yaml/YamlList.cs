namespace Stoa.Mcp.Governance.Resources.Yaml;

/// <summary>A YAML sequence.</summary>
internal sealed class YamlList(int line, int column, IReadOnlyList<YamlValue> items) : YamlValue(line, column)
{
    public IReadOnlyList<YamlValue> Items { get; } = items;

    public override string Describe() => "a list";
}
