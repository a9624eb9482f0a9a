using System.Text.Json;
using Stoa.Mcp.Governance.Resources.Schemas;

namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>Reads a JSON Schema of a tool, and refuses what could not be checked under it.</summary>
internal static class ToolSchemaReader
{
    /// <summary>The schema; undefined where it is absent or wrong.</summary>
    public static JsonElement Read(FieldReader spec, string field, FileErrors errors)
    {
        // Fields() says what is wrong where it is no mapping.
        if (spec.Fields(field) is not { } fields)
        {
            return default;
        }

        var path = $"spec.{field}";
        var schema = YamlJson.Read(fields.Map, path, errors);
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        if (!schema.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "object")
        {
            errors.Add(fields.Map, $"{path}.type must be object, which MCP requires of it");
        }

        var faults = new List<SchemaFault>();
        _ = JsonSchema.Read(schema, faults);
        foreach (var fault in faults)
        {
            errors.Add(YamlJson.At(fields.Map, fault.Path), $"{path}{(fault.Path.Count > 0 ? "." : "")}{fault.Place} {fault.Reason}");
        }

        return schema;
    }
}
