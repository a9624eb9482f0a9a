using System.Collections.Frozen;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>Reads <c>mapping</c>, and checks that every argument has one place to go and every placeholder an argument that is always there.</summary>
internal static class ToolMappingReader
{
    private const string Field = "mapping";

    public static ToolMapping Read(FieldReader spec, string method, EndpointTemplate? endpoint, JsonElement inputSchema)
    {
        var fields = spec.Fields(Field);
        var mapping = fields is null ? ToolMapping.Default : Read(fields, method);
        if (endpoint is not null && inputSchema.ValueKind == JsonValueKind.Object)
        {
            CheckPlaceholders(spec, fields, mapping, endpoint, inputSchema);
            CheckArguments(spec, fields, mapping, method, endpoint, inputSchema);
        }

        return mapping;
    }

    private static ToolMapping Read(FieldReader fields, string method)
    {
        var isText = fields.Value("body") is Yaml.YamlScalar;
        var mapping = new ToolMapping
        {
            Path = Frozen(fields.TextsByName("path", TextRules.Argument, TextRules.Argument)),
            Query = fields.Texts("query", TextRules.Argument),
            Headers = Frozen(fields.TextsByName("header", RequestHeaderRules.ForArgument, TextRules.Argument)),
            BodyArgument = isText ? fields.Text("body", TextRules.Argument) : null,
            Body = isText ? null : fields.Texts("body", TextRules.Argument),
            ErrorBody = fields.Flag("errorBody", absent: false),
        };
        fields.RefuseOthers();
        if (fields.Has("body") && !MethodRisk.TakesBody(method))
        {
            fields.Wrong("body", $"is not for {method}, which has no body");
        }

        return mapping;
    }

    private static FrozenDictionary<string, string> Frozen(IReadOnlyDictionary<string, string>? texts) =>
        texts?.ToFrozenDictionary(StringComparer.Ordinal) ?? FrozenDictionary<string, string>.Empty;

    private static void CheckPlaceholders(FieldReader spec, FieldReader? fields, ToolMapping mapping, EndpointTemplate endpoint, JsonElement inputSchema)
    {
        foreach (var unknown in mapping.Path.Keys.Except(endpoint.Placeholders).Order(StringComparer.Ordinal))
        {
            fields!.Wrong("path", $"names '{Shown.Value(unknown)}', which is no placeholder of the endpoint");
        }

        var required = inputSchema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Select(name => name.ToString()).ToHashSet(StringComparer.Ordinal)
            : [];
        foreach (var placeholder in endpoint.Placeholders)
        {
            var argument = mapping.Path.GetValueOrDefault(placeholder, placeholder);
            if (!required.Contains(argument))
            {
                spec.Wrong("endpoint", $"has the placeholder '{{{placeholder}}}', and '{Shown.Value(argument)}' is not among inputSchema.required: a path needs all its parts");
            }
        }
    }

    private static void CheckArguments(
        FieldReader spec, FieldReader? fields, ToolMapping mapping, string method, EndpointTemplate endpoint, JsonElement inputSchema)
    {
        HashSet<string> declared = inputSchema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? [.. properties.EnumerateObject().Select(property => property.Name)]
            : [];
        var placed = ToolPlacement.Of(mapping, method, endpoint.Placeholders);
        foreach (var undeclared in placed.Named.Except(declared, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            spec.Wrong(fields is null ? "endpoint" : Field, $"names the argument '{Shown.Value(undeclared)}', which inputSchema.properties does not declare");
        }

        foreach (var twice in placed.Twice.Order(StringComparer.Ordinal))
        {
            spec.Wrong(fields is null ? "endpoint" : Field, $"puts the argument '{Shown.Value(twice)}' in two places: one of them");
        }

        foreach (var lost in declared.Where(name => placed.Find(name) == ToolArgumentPlace.None).Order(StringComparer.Ordinal))
        {
            spec.Wrong(Field, $"leaves the argument '{Shown.Value(lost)}' nowhere to go: name it in path, query, header or body");
        }

        if (placed.Rest == ToolArgumentPlace.None && inputSchema.TryGetProperty("additionalProperties", out var more) && more.ValueKind != JsonValueKind.False)
        {
            spec.Wrong(Field, "names every argument, and inputSchema.additionalProperties allows others, which would have nowhere to go");
        }
    }
}
