using System.Text.Json;

namespace Stoa.Mcp.Governance.Resources.Schemas;

// The values of keywords.
internal sealed partial class SchemaReader
{
    private static readonly (string Word, SchemaTypes Type)[] TypeWords =
    [
        ("null", SchemaTypes.Null), ("boolean", SchemaTypes.Boolean), ("integer", SchemaTypes.Integer), ("number", SchemaTypes.Number),
        ("string", SchemaTypes.String), ("array", SchemaTypes.Array), ("object", SchemaTypes.Object),
    ];

    // Said for people and models. Whatever begins with x- is somebody's own.
    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal)
    {
        "title", "description", "default", "examples", "example", "deprecated", "readOnly", "writeOnly", "$comment",
    };

    private static readonly string[] Checked =
    [
        "$defs", "$ref", "additionalProperties", "allOf", "anyOf", "const", "definitions", "enum", "exclusiveMaximum", "exclusiveMinimum", "format", "items",
        "maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum", "multipleOf", "not", "oneOf", "pattern",
        "properties", "required", "type", "uniqueItems",
    ];

    private static readonly string[] Dialects = ["https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema", "https://json-schema.org/draft-07/schema"];

    private SchemaTypes ReadTypes(JsonElement value, string[] path)
    {
        var types = SchemaTypes.None;
        JsonElement[] words = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        foreach (var word in words)
        {
            var type = word.ValueKind == JsonValueKind.String ? Array.Find(TypeWords, entry => entry.Word == word.GetString()).Type : SchemaTypes.None;
            if (type == SchemaTypes.None)
            {
                Fault(path, $"'{Shown.Value(word.ToString())}' is unknown; allowed: {string.Join(", ", TypeWords.Select(entry => entry.Word))}");
            }

            types |= type;
        }

        if (words.Length == 0)
        {
            Fault(path, "is empty, so that no value would fit");
        }

        return types;
    }

    private void ReadPattern(SchemaNode node, JsonElement value, string[] path)
    {
        if (ReadText(value, path) is not { } text)
        {
            return;
        }

        node.Pattern = SchemaPattern.Read(text, out var refusal);
        node.PatternText = text;
        if (refusal is not null)
        {
            Fault(path, $"'{Shown.Value(text)}' {refusal}");
        }
    }

    private string[] ReadNames(JsonElement value, string[] path)
    {
        var names = ReadList(value, path) ?? [];
        if (Array.Exists(names, name => name.ValueKind != JsonValueKind.String))
        {
            Fault(path, "must be a list of names");
            return [];
        }

        return [.. names.Select(name => name.GetString()!)];
    }

    private JsonElement[]? ReadList(JsonElement value, string[] path)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray()];
        }

        Fault(path, "must be a list");
        return null;
    }

    private string? ReadText(JsonElement value, string[] path) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : Wrong<string>(path, "must be a text");

    private bool ReadFlag(JsonElement value, string[] path)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Fault(path, "must be true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    private int? ReadCount(JsonElement value, string[] path)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0)
        {
            return count;
        }

        Fault(path, "must be a whole number of at least 0");
        return null;
    }

    private JsonElement? ReadNumber(JsonElement value, string[] path)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            return value;
        }

        Fault(path, "must be a number");
        return null;
    }

    private decimal? ReadDivisor(JsonElement value, string[] path)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var divisor) && divisor > 0)
        {
            return divisor;
        }

        Fault(path, "must be a number above 0");
        return null;
    }

    private void CheckDialect(JsonElement value, string[] path)
    {
        if (ReadText(value, path) is { } dialect && !Dialects.Contains(dialect.TrimEnd('#'), StringComparer.Ordinal))
        {
            Fault(path, $"'{Shown.Value(dialect)}' is not supported; supported: {Dialects[0]}, {Dialects[1]}#");
        }
    }

    private void RefuseUnknown(string keyword, string[] path)
    {
        if (Annotations.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal))
        {
            return;
        }

        var hint = keyword == "nullable" ? "; write type: [string, \"null\"] instead" : "";
        Fault(path, $"is a keyword that is not checked here, so it is refused{hint}; checked: {string.Join(", ", Checked)}");
    }

    private void Fault(string[] path, string reason) => faults.Add(new SchemaFault(path, reason));

    private T? Wrong<T>(string[] path, string reason)
        where T : class
    {
        Fault(path, reason);
        return null;
    }
}
