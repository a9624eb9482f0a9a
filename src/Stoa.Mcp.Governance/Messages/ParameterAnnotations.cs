using System.Text.Json;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// Finds the <c>x-mcp-header</c> annotations of a tool's schema that only <c>properties</c> lead to; others make a tool definition
/// invalid (2026-07-28, server/tools, "x-mcp-header") and no client sends a header for them.
/// </summary>
internal static class ParameterAnnotations
{
    private const int MaxDepth = 32;

    internal static IReadOnlyList<ParameterAnnotation> Find(JsonElement inputSchema)
    {
        List<ParameterAnnotation>? found = null;
        Collect(inputSchema, [], ref found);
        return found is null ? [] : found;
    }

    private static void Collect(JsonElement schema, string[] path, ref List<ParameterAnnotation>? found)
    {
        if (path.Length == MaxDepth
            || schema.ValueKind != JsonValueKind.Object
            || !schema.TryGetProperty("properties", out var properties)
            || properties.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in properties.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            var header = HeaderOf(property.Value);
            var isParent = property.Value.TryGetProperty("properties", out _);
            if (header is null && !isParent)
            {
                continue;
            }

            string[] inner = [.. path, property.Name];
            if (header is not null)
            {
                (found ??= []).Add(new ParameterAnnotation(header, inner));
            }

            Collect(property.Value, inner, ref found);
        }
    }

    private static string? HeaderOf(JsonElement schema) =>
        schema.TryGetProperty("x-mcp-header", out var annotation)
        && annotation.ValueKind == JsonValueKind.String
        && annotation.GetString() is { Length: > 0 } suffix
            ? HeaderNames.ParameterPrefix + suffix
            : null;
}
