using System.Collections.Frozen;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Resources.Schemas;

/// <summary>Reads one schema with all that it holds and refers to. Each place is read once, however many references lead to it.</summary>
internal sealed partial class SchemaReader(JsonElement root, List<SchemaFault> faults)
{
    private const int MostNodes = 2_000;
    private const int DeepestNesting = 32;

    private readonly Dictionary<string, SchemaNode> _byPointer = new(StringComparer.Ordinal);

    public SchemaNode Read() => Read(root, []);

    private SchemaNode Read(JsonElement schema, string[] path)
    {
        var pointer = Pointer(path);
        if (_byPointer.TryGetValue(pointer, out var known))
        {
            return known;
        }

        var node = new SchemaNode();
        _byPointer.Add(pointer, node);
        if (path.Length > DeepestNesting || _byPointer.Count > MostNodes)
        {
            // Told once: what lies below is not looked at.
            if (faults.Count == 0)
            {
                Fault(path, $"is too large a schema: at most {MostNodes} schemas, nested {DeepestNesting} levels deep");
            }

            return node;
        }

        switch (schema.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                node.Always = schema.GetBoolean();
                break;
            case JsonValueKind.Object:
                foreach (var member in schema.EnumerateObject())
                {
                    ReadKeyword(node, member.Name, member.Value, [.. path, member.Name]);
                }

                break;
            default:
                Fault(path, "must be a schema: a mapping, true or false");
                break;
        }

        return node;
    }

    private void ReadKeyword(SchemaNode node, string keyword, JsonElement value, string[] path)
    {
        switch (keyword)
        {
            case "type": node.Types = ReadTypes(value, path); break;
            case "enum": node.Enum = ReadList(value, path); break;
            case "const": node.Const = value; break;
            case "$ref": node.Reference = ReadReference(value, path); break;
            case "properties": node.Properties = ReadNamed(value, path); break;
            case "required": node.Required = ReadNames(value, path); break;
            case "additionalProperties": node.AdditionalProperties = Read(value, path); break;
            case "minProperties": node.MinProperties = ReadCount(value, path); break;
            case "maxProperties": node.MaxProperties = ReadCount(value, path); break;
            case "items": node.Items = Read(value, path); break;
            case "minItems": node.MinItems = ReadCount(value, path); break;
            case "maxItems": node.MaxItems = ReadCount(value, path); break;
            case "uniqueItems": node.UniqueItems = ReadFlag(value, path); break;
            case "minimum": node.Minimum = ReadNumber(value, path); break;
            case "maximum": node.Maximum = ReadNumber(value, path); break;
            case "exclusiveMinimum": node.ExclusiveMinimum = ReadNumber(value, path); break;
            case "exclusiveMaximum": node.ExclusiveMaximum = ReadNumber(value, path); break;
            case "multipleOf": node.MultipleOf = ReadDivisor(value, path); break;
            case "minLength": node.MinLength = ReadCount(value, path); break;
            case "maxLength": node.MaxLength = ReadCount(value, path); break;
            case "pattern": ReadPattern(node, value, path); break;
            case "format": node.Format = ReadText(value, path) is { } format ? SchemaFormat.Find(format) : null; break;
            case "allOf": node.AllOf = ReadSchemas(value, path); break;
            case "anyOf": node.AnyOf = ReadSchemas(value, path); break;
            case "oneOf": node.OneOf = ReadSchemas(value, path); break;
            case "not": node.Not = Read(value, path); break;
            case "$defs" or "definitions": ReadNamed(value, path); break;
            case "$schema": CheckDialect(value, path); break;
            default: RefuseUnknown(keyword, path); break;
        }
    }

    private SchemaNode? ReadReference(JsonElement value, string[] path)
    {
        if (ReadText(value, path) is not { } text)
        {
            return null;
        }

        if (!text.StartsWith('#'))
        {
            Fault(path, $"'{Shown.Value(text)}' leads elsewhere; allowed: a place in this schema, such as '#/$defs/name'. Nothing is fetched");
            return null;
        }

        string[] target = [.. text[1..].Split('/').Skip(1).Select(Unescape)];
        if ((text.Length > 1 && text[1] != '/') || Find(target) is not { } schema)
        {
            Fault(path, $"'{Shown.Value(text)}' leads nowhere in this schema");
            return null;
        }

        return Read(schema, target);
    }

    private JsonElement? Find(string[] path)
    {
        var current = root;
        foreach (var part in path)
        {
            if (current.ValueKind == JsonValueKind.Object && current.TryGetProperty(part, out var member))
            {
                current = member;
            }
            else if (current.ValueKind == JsonValueKind.Array && int.TryParse(part, out var index) && index >= 0 && index < current.GetArrayLength())
            {
                current = current[index];
            }
            else
            {
                return null;
            }
        }

        return current;
    }

    private static string Pointer(string[] path) =>
        string.Concat(path.Select(part => "/" + part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));

    private static string Unescape(string part) =>
        Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private FrozenDictionary<string, SchemaNode>? ReadNamed(JsonElement value, string[] path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Fault(path, "must be a mapping of names to schemas");
            return null;
        }

        return value.EnumerateObject().ToFrozenDictionary(member => member.Name, member => Read(member.Value, [.. path, member.Name]), StringComparer.Ordinal);
    }

    private SchemaNode[] ReadSchemas(JsonElement value, string[] path) =>
        [.. (ReadList(value, path) ?? []).Select((schema, i) => Read(schema, [.. path, i.ToString(System.Globalization.CultureInfo.InvariantCulture)]))];
}
