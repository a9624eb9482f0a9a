using System.Globalization;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>Walks a file along the schema: keeps what fits as configuration values, and says of everything else where it stands.</summary>
internal sealed class FileBinding(string file, BoundValues values, List<ConfigurationError> errors)
{
    /// <summary>Editors look for their schema here.</summary>
    private const string SchemaKeyword = "$schema";

    public void Bind(SchemaSection schema, YamlMap root) => BindSection(schema, root, "Stoa", "");

    private void Bind(SchemaNode node, YamlValue value, string key, string shown)
    {
        switch (node, value)
        {
            case (_, YamlRefused):
                break;
            case (not SchemaScalar, YamlScalar { IsNull: true }):
                // A section whose keys are all commented out.
                break;
            case (SchemaSection section, YamlMap map):
                BindSection(section, map, key, shown);
                break;
            case (SchemaMap map, YamlMap entries):
                foreach (var (name, entry) in entries.Entries)
                {
                    Bind(map.Value, entry.Value, $"{key}:{name}", Join(shown, name));
                }

                break;
            case (SchemaList list, YamlList items):
                foreach (var (index, item) in items.Items.Index())
                {
                    var position = index.ToString(CultureInfo.InvariantCulture);
                    Bind(list.Item, item, $"{key}:{position}", $"{shown}[{position}]");
                }

                break;
            case (SchemaScalar scalar, YamlScalar { IsNull: false } text):
                BindScalar(scalar, text, key, shown);
                break;
            default:
                Add(value, $"'{shown}' is {value.Describe()}; allowed: {Allowed(node)}.");
                break;
        }
    }

    private void BindSection(SchemaSection section, YamlMap map, string key, string shown)
    {
        var seen = new Dictionary<string, YamlScalar>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, entry) in map.Entries)
        {
            if (!section.Keys.TryGetValue(name, out var known))
            {
                if (shown.Length > 0 || name != SchemaKeyword)
                {
                    Add(entry.Key, UnknownKey.Describe(section, Shown.Value(name), shown));
                }
            }
            else if (!seen.TryAdd(name, entry.Key))
            {
                Add(entry.Key, $"'{Shown.Value(name)}' is '{seen[name].Text}' of line {seen[name].Line} again: keys are the same whatever their case.");
            }
            else
            {
                Bind(known.Node, entry.Value, $"{key}:{known.Name}", Join(shown, known.Name));
            }
        }
    }

    private void BindScalar(SchemaScalar scalar, YamlScalar value, string key, string shown)
    {
        if (ScalarRules.Refuse(scalar, value.Text) is { } allowed)
        {
            Add(value, $"'{shown}' is {value.Describe()}; allowed: {allowed}{(allowed.EndsWith('?') ? "" : ".")}");
        }
        else
        {
            values.Set(key, value.Text, $"{PlaceOf(value)}: {shown}");
        }
    }

    private void Add(YamlValue at, string reason) =>
        errors.Add(new ConfigurationError(PlaceOf(at), reason));

    private string PlaceOf(YamlValue value) => ConfigurationDocument.Place(file, value.Line, value.Column);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Allowed(SchemaNode node) => node switch
    {
        SchemaSection or SchemaMap => "keys under it",
        SchemaList => "a list",
        SchemaScalar scalar => ScalarRules.Refuse(scalar, "") ?? "a text",
        _ => "",
    };
}
