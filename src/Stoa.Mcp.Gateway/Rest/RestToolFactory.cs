using System.Text.Json;
using Stoa.Mcp.Gateway.Secrets;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Resources.Schemas;
using Stoa.Mcp.Governance.Resources.Tools;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>Makes tools of resources.</summary>
internal sealed class RestToolFactory(UpstreamCredentials credentials)
{
    /// <summary>The tool, or null with the reason why there is none: a store of the host's own may hold what the file store refuses.</summary>
    public RestTool? Create(ToolResource resource, out string? refusal)
    {
        var endpoint = EndpointTemplate.Read(resource.Endpoint, out refusal);
        var schema = RestToolDefinition.Close(resource.InputSchema);
        var faults = new List<SchemaFault>();
        var input = JsonSchema.Read(schema, faults);
        var output = resource.OutputSchema.ValueKind == JsonValueKind.Undefined ? null : JsonSchema.Read(resource.OutputSchema, faults);
        refusal ??= faults.Count > 0 ? $"its schema at '{faults[0].Place}' {faults[0].Reason}" : MethodRisk.Check(resource.Method);
        return refusal is not null ? null : new RestTool
        {
            Name = resource.Name,
            Tenant = resource.Namespace,
            Definition = RestToolDefinition.Write(resource, schema),
            InputSchema = schema,
            Metadata = MetadataOf(resource),
            Resource = resource,
            Endpoint = endpoint!,
            Placement = ToolPlacement.Of(resource.Mapping, resource.Method, endpoint!.Placeholders),
            Input = input!,
            Output = output,
            HasBody = HasBody(resource, endpoint),
            Credential = credentials.Create(resource.Auth),
        };
    }

    private static TargetMetadata MetadataOf(ToolResource resource) => new()
    {
        Known = true,
        ToolNamespace = resource.ToolNamespace,
        Environment = resource.Environment,
        Access = resource.Hints switch
        {
            { ReadOnly: true } => ToolAccess.Read,
            { Destructive: true } => ToolAccess.Destructive,
            _ => ToolAccess.Write,
        },
        Scopes = resource.Scopes,
        Cost = resource.Cost,
        Idempotent = resource.Hints.Idempotent,
        OpenWorld = resource.Hints.OpenWorld,
        AuthZenMapping = resource.InputSchema.TryGetProperty("x-authzen-mapping", out var mapping) ? mapping : default,
    };

    private static bool HasBody(ToolResource resource, EndpointTemplate endpoint)
    {
        var placement = ToolPlacement.Of(resource.Mapping, resource.Method, endpoint.Placeholders);
        return resource.Mapping.Body is not null
            || (resource.InputSchema.TryGetProperty("properties", out var properties)
                && properties.EnumerateObject().Any(property => placement.Find(property.Name) == ToolArgumentPlace.Body));
    }
}
