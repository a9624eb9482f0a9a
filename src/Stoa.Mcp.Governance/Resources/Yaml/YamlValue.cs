namespace Stoa.Mcp.Governance.Resources.Yaml;

/// <summary>A value of a YAML document and where it begins.</summary>
/// <param name="line">Line, from 1.</param>
/// <param name="column">Column, from 1.</param>
internal abstract class YamlValue(int line, int column)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>What it is, for a message that says what was found.</summary>
    public abstract string Describe();
}
