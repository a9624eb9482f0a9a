using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stoa.Mcp.Governance.Tests.TestDoubles;

/// <summary>The few words of JSON Schema that the record schemas use: type, enum, const, pattern, required, properties, additionalProperties, items.</summary>
internal static class SchemaCheck
{
    public static JsonElement Load(string file) => JsonElement.Parse(Repository.Read("docs/" + file));

    public static IEnumerable<string> Errors(JsonElement schema, JsonElement value, string path = "$")
    {
        if (schema.TryGetProperty("type", out var type) && !IsOf(type.GetString()!, value))
        {
            yield return $"{path} is not of type {type}";
            yield break;
        }

        if ((schema.TryGetProperty("const", out var one) && !JsonElement.DeepEquals(one, value))
            || (schema.TryGetProperty("enum", out var some) && !some.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)))
            || (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value.GetString()!, pattern.GetString()!)))
        {
            yield return $"{path} has a value that is not allowed: {value.GetRawText()}";
        }

        var inner = value.ValueKind switch
        {
            JsonValueKind.Object => ObjectErrors(schema, value, path),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) =>
                value.EnumerateArray().SelectMany((item, i) => Errors(items, item, $"{path}[{i}]")),
            _ => [],
        };
        foreach (var error in inner)
        {
            yield return error;
        }
    }

    private static IEnumerable<string> ObjectErrors(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)))
            {
                yield return $"{path}.{name} is missing";
            }
        }

        var closed = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False;
        foreach (var property in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property.Name, out var inner))
            {
                foreach (var error in Errors(inner, property.Value, $"{path}.{property.Name}"))
                {
                    yield return error;
                }
            }
            else if (closed)
            {
                yield return $"{path}.{property.Name} is not in the schema";
            }
        }
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => throw new NotSupportedException(type),
    };
}
