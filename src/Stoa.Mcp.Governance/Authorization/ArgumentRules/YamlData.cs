using Stoa.Mcp.Governance.Resources.Yaml;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.ArgumentRules;

/// <summary>A YAML value as a value of Rego.</summary>
internal static class YamlData
{
    /// <summary>The value, or null where it is one that Rego has not, such as <c>.nan</c>.</summary>
    public static RegoValue? Of(YamlValue value) => value switch
    {
        YamlScalar { IsNull: true } => RegoNull.Instance,
        YamlScalar { IsBoolean: true } flag => RegoBoolean.Of(flag.Text.Equals("true", StringComparison.OrdinalIgnoreCase)),
        YamlScalar { IsNumber: true } number => RegoNumber.TryParse(number.Text.TrimStart('+'), out var parsed) ? parsed : null,
        YamlScalar text => RegoString.Of(text.Text),
        YamlList list when list.Items.Select(Of).ToArray() is var items => Array.TrueForAll(items, item => item is not null) ? RegoArray.Of(items!) : null,
        YamlMap map => RegoObject.Of([.. map.Entries.Select(entry => ((RegoValue)entry.Key, Of(entry.Value.Value) ?? RegoNull.Instance))]),
        _ => null,
    };
}
