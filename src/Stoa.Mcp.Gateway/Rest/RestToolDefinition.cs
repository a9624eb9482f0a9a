using System.Text.Json;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>Writes what clients are told of a tool.</summary>
internal static class RestToolDefinition
{
    private const string Additional = "additionalProperties";

    /// <summary>
    /// The schema, closed unless it says otherwise: an argument that nobody declared would go to the API, which may well know it (mass assignment).
    /// </summary>
    public static JsonElement Close(JsonElement schema) => schema.TryGetProperty(Additional, out _) ? schema : JsonElement.Parse(Written(writer =>
    {
        writer.WriteStartObject();
        foreach (var member in schema.EnumerateObject())
        {
            member.WriteTo(writer);
        }

        writer.WriteBoolean(Additional, false);
        writer.WriteEndObject();
    }).Span);

    public static ReadOnlyMemory<byte> Write(ToolResource resource, JsonElement inputSchema) => Written(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, resource.Name);
        writer.WriteString("title"u8, resource.DisplayName);
        writer.WriteString("description"u8, resource.Description);
        writer.WritePropertyName("inputSchema"u8);
        inputSchema.WriteTo(writer);
        if (resource.OutputSchema.ValueKind != JsonValueKind.Undefined)
        {
            writer.WritePropertyName("outputSchema"u8);
            resource.OutputSchema.WriteTo(writer);
        }

        writer.WriteStartObject("annotations"u8);
        writer.WriteString("title"u8, resource.DisplayName);
        writer.WriteBoolean("readOnlyHint"u8, resource.Hints.ReadOnly);
        writer.WriteBoolean("destructiveHint"u8, resource.Hints.Destructive);
        writer.WriteBoolean("idempotentHint"u8, resource.Hints.Idempotent);
        writer.WriteBoolean("openWorldHint"u8, resource.Hints.OpenWorld);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Written(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return buffer.ToArray();
    }
}
