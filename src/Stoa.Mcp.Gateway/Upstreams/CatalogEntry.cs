using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>One thing that an upstream lists.</summary>
/// <param name="Target">What it is to policies, by the upstream's own name.</param>
/// <param name="Metadata">What is known of it.</param>
/// <param name="InputSchema">The input schema of a tool.</param>
/// <param name="Shown">Its definition, as JSON.</param>
internal sealed record CatalogEntry(GovernedTarget Target, TargetMetadata Metadata, JsonElement InputSchema, ReadOnlyMemory<byte> Shown)
{
    /// <summary>Reads an item of a list; null for one that has no name.</summary>
    public static CatalogEntry? Read(GovernedTargetKind kind, string nameProperty, JsonNode? item, IReadOnlyList<ToolOverlay> overlays)
    {
        if (item is not JsonObject described || described[nameProperty] is not JsonValue value || !value.TryGetValue(out string? name) || name.Length == 0)
        {
            return null;
        }

        var shown = JsonSerializer.SerializeToUtf8Bytes(item, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonNode)));
        var schema = kind == GovernedTargetKind.Tool && described["inputSchema"] is JsonObject declared ? JsonElement.Parse(declared.ToJsonString()) : default;
        var said = new TargetMetadata
        {
            Known = true,
            Access = kind == GovernedTargetKind.Tool ? TargetMetadataReader.AccessOf(AnnotationsOf(described)) : ToolAccess.Read,
            Idempotent = Hint(described, "idempotentHint"),
            OpenWorld = Hint(described, "openWorldHint"),
            AuthZenMapping = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("x-authzen-mapping", out var mapping) ? mapping : default,
        };
        return new CatalogEntry(new GovernedTarget(kind, name), ToolOverlay.Apply(overlays, name, said), schema, shown);
    }

    private static ToolAnnotations? AnnotationsOf(JsonObject tool) => tool["annotations"] is not JsonObject ? null : new ToolAnnotations
    {
        ReadOnlyHint = Hint(tool, "readOnlyHint"),
        DestructiveHint = Hint(tool, "destructiveHint"),
    };

    private static bool? Hint(JsonObject tool, string name) =>
        tool["annotations"] is JsonObject annotations && annotations[name] is JsonValue value && value.TryGetValue(out bool hint) ? hint : null;
}
