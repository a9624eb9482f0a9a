using System.Collections.Frozen;
using System.Text.Json;

namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>
/// <c>docs/sidecar.schema.json</c>, which is generated from the options classes and held equal to them by a test. One text tells editors and
/// the start what is allowed.
/// </summary>
internal static class ConfigurationSchema
{
    private const string Resource = "sidecar.schema.json";

    public static string Text
    {
        get
        {
            using var reader = new StreamReader(Open());
            return reader.ReadToEnd();
        }
    }

    public static SchemaSection Load()
    {
        using var stream = Open();
        using var document = JsonDocument.Parse(stream);
        return (SchemaSection)Read(document.RootElement);
    }

    private static Stream Open() => typeof(ConfigurationSchema).Assembly.GetManifestResourceStream(Resource)!;

    private static SchemaNode Read(JsonElement schema)
    {
        if (schema.TryGetProperty("properties", out var properties))
        {
            // What begins with $ is between a file and its editor.
            return new SchemaSection(properties.EnumerateObject().Where(property => !property.Name.StartsWith('$')).ToFrozenDictionary(
                property => property.Name, property => new SchemaKey(property.Name, Read(property.Value)), StringComparer.OrdinalIgnoreCase));
        }

        if (schema.TryGetProperty("items", out var items))
        {
            return new SchemaList(Read(items));
        }

        return schema.TryGetProperty("additionalProperties", out var value) ? new SchemaMap(Read(value)) : ReadScalar(schema);
    }

    private static SchemaScalar ReadScalar(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var words))
        {
            return new SchemaScalar(ScalarKind.Word, [.. words.EnumerateArray().Select(word => word.GetString()!)]);
        }

        var kind = schema.TryGetProperty("$ref", out _) ? ScalarKind.Duration : schema.GetProperty("type").GetString() switch
        {
            "boolean" => ScalarKind.Boolean,
            "integer" => ScalarKind.Integer,
            "number" => ScalarKind.Number,
            _ => schema.TryGetProperty("format", out var format) && format.ValueEquals("date-time") ? ScalarKind.Time : ScalarKind.Text,
        };
        return new SchemaScalar(kind, []);
    }
}
