using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelContextProtocol.AspNetCore.Checks;

/// <summary>An argument that a client repeats in a header of its own.</summary>
internal sealed record MirroredParameter(string[] Path, string Header, bool IsInteger)
{
    public static IEnumerable<MirroredParameter> In(JsonElement schema) => In(schema, []);

    /// <summary>The argument, or <see langword="null"/> where the body leaves it out or null.</summary>
    public JsonNode? ValueIn(JsonNode? arguments)
    {
        foreach (var key in Path)
        {
            arguments = arguments is JsonObject owner ? owner[key] : null;
        }

        return arguments;
    }

    private static IEnumerable<MirroredParameter> In(JsonElement schema, string[] path)
    {
        if (schema.ValueKind is not JsonValueKind.Object
            || !schema.TryGetProperty("properties", out var properties)
            || properties.ValueKind is not JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var property in properties.EnumerateObject())
        {
            string[] here = [.. path, property.Name];
            if (HeaderOf(property.Value) is { Length: > 0 } header)
            {
                yield return new(here, "Mcp-Param-" + header, IsIntegerType(property.Value));
            }

            foreach (var nested in In(property.Value, here))
            {
                yield return nested;
            }
        }
    }

    private static string? HeaderOf(JsonElement schema) =>
        schema.ValueKind is JsonValueKind.Object
        && schema.TryGetProperty("x-mcp-header", out var header)
        && header.ValueKind is JsonValueKind.String ? header.GetString() : null;

    private static bool IsIntegerType(JsonElement schema) =>
        schema.TryGetProperty("type", out var type) && type.ValueKind switch
        {
            JsonValueKind.String => type.ValueEquals("integer"),
            JsonValueKind.Array => type.EnumerateArray().Any(one => one.ValueKind is JsonValueKind.String && one.ValueEquals("integer")),
            _ => false,
        };
}
