using System.Runtime.CompilerServices;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Reads what a primitive says of itself, once per primitive: <see cref="GovernedAttribute"/> first, MCP annotations second.</summary>
internal static class TargetMetadataReader
{
    private static readonly ConditionalWeakTable<IMcpServerPrimitive, TargetMetadata> Known = [];

    public static TargetMetadata Of(IMcpServerPrimitive primitive) => Known.GetValue(primitive, Read);

    private static TargetMetadata Read(IMcpServerPrimitive primitive)
    {
        var annotations = (primitive as McpServerTool)?.ProtocolTool.Annotations;
        // The SDK lists a method's attributes after those of its class, so the last that says something wins.
        var attributes = primitive.Metadata.OfType<GovernedAttribute>().ToArray();
        return new TargetMetadata
        {
            Known = true,
            ToolNamespace = attributes.LastOrDefault(a => a.ToolNamespace is not null)?.ToolNamespace,
            Environment = attributes.LastOrDefault(a => a.Environment is not null)?.Environment,
            Access = attributes.LastOrDefault(a => a.AccessIfSet is not null)?.Access ?? AccessOf(primitive, annotations),
            Scopes = [.. attributes.SelectMany(a => a.Scopes).Distinct().Order(StringComparer.Ordinal)],
            Cost = attributes.LastOrDefault(a => a.CostIfSet is not null)?.Cost ?? 1,
            Idempotent = annotations?.IdempotentHint,
            OpenWorld = annotations?.OpenWorldHint,
            AuthZenMapping = MappingOf(primitive),
        };
    }

    // COAZ-MCP, "Declaring a Mapping": in the schema that the server itself holds, whatever a client sends.
    private static JsonElement MappingOf(IMcpServerPrimitive primitive) =>
        primitive is McpServerTool { ProtocolTool.InputSchema: { ValueKind: JsonValueKind.Object } schema } && schema.TryGetProperty("x-authzen-mapping", out var mapping)
            ? mapping
            : default;

    /// <summary>What a tool's annotations say that it may do to the world.</summary>
    public static ToolAccess AccessOf(ToolAnnotations? annotations) => annotations switch
    {
        { ReadOnlyHint: true } => ToolAccess.Read,
        { DestructiveHint: true } => ToolAccess.Destructive,
        { ReadOnlyHint: false, DestructiveHint: false } => ToolAccess.Write,
        // The specification's default for a tool that says it is not read-only.
        { ReadOnlyHint: false } => ToolAccess.Destructive,
        { DestructiveHint: false } => ToolAccess.Write,
        _ => ToolAccess.Unclassified,
    };

    private static ToolAccess AccessOf(IMcpServerPrimitive primitive, ToolAnnotations? annotations) =>
        primitive is McpServerTool ? AccessOf(annotations) : ToolAccess.Read;
}
