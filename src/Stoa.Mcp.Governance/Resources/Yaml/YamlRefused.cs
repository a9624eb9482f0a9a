namespace Stoa.Mcp.Governance.Resources.Yaml;

/// <summary>Stands where something was refused while reading; the error is already reported, so whoever meets it says nothing more.</summary>
internal sealed class YamlRefused(int line, int column) : YamlValue(line, column)
{
    public override string Describe() => "refused";
}
