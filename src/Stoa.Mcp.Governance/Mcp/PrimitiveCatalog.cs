using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>What an app's own server offers, by the server's own matching rules, so that policies read the metadata of what would run.</summary>
internal sealed class PrimitiveCatalog(McpServerOptions server) : ITargetCatalog
{
    /// <summary>Whether servers offer targets of this kind by name, pattern or template.</summary>
    public static bool IsPrimitive(GovernedTargetKind kind) =>
        kind is GovernedTargetKind.Tool or GovernedTargetKind.Prompt or GovernedTargetKind.Resource or GovernedTargetKind.ResourceTemplate;

    /// <inheritdoc />
    public TargetMetadata Find(GovernedTarget target)
    {
        IMcpServerPrimitive? primitive = target.Kind switch
        {
            GovernedTargetKind.Tool => FindIn(server.ToolCollection, target.Name),
            GovernedTargetKind.Prompt => FindIn(server.PromptCollection, target.Name),
            GovernedTargetKind.Resource => FindResource(server.ResourceCollection, target.Name),
            GovernedTargetKind.ResourceTemplate => FindTemplate(server.ResourceCollection, target.Name),
            _ => null,
        };
        return primitive is null ? TargetMetadata.None : TargetMetadataReader.Of(primitive);
    }

    /// <inheritdoc />
    public bool IsComplete(GovernedCall call) => call.Target.Kind switch
    {
#pragma warning disable MCPEXP002 // The alternate handler is experimental in the SDK; not seeing it would hide its tools.
        GovernedTargetKind.Tool => server.Handlers is { CallToolHandler: null, CallToolWithAlternateHandler: null },
#pragma warning restore MCPEXP002
        GovernedTargetKind.Prompt => server.Handlers.GetPromptHandler is null,
        GovernedTargetKind.Resource when call.Operation == RequestMethods.ResourcesSubscribe => server.Handlers.SubscribeToResourcesHandler is null,
        GovernedTargetKind.Resource when call.Operation == RequestMethods.ResourcesUnsubscribe => server.Handlers.UnsubscribeFromResourcesHandler is null,
        GovernedTargetKind.Resource => server.Handlers.ReadResourceHandler is null,
        GovernedTargetKind.ResourceTemplate => server.Handlers.ListResourceTemplatesHandler is null,
        _ => false,
    };

    /// <inheritdoc />
    public JsonElement InputSchemaOf(GovernedTarget target) =>
        target.Kind == GovernedTargetKind.Tool && FindIn(server.ToolCollection, target.Name) is { } tool ? tool.ProtocolTool.InputSchema : default;

    /// <inheritdoc />
    public IReadOnlyList<ListedTarget>? On(string notification) => ListedPrimitives.On(notification, server);

    private static T? FindIn<T>(McpServerPrimitiveCollection<T>? collection, string name)
        where T : class, IMcpServerPrimitive =>
        collection is not null && collection.TryGetPrimitive(name, out var found) ? found : null;

    private static McpServerResource? FindResource(McpServerResourceCollection? resources, string uri)
    {
        if (resources is null)
        {
            return null;
        }

        if (resources.TryGetPrimitive(uri, out var exact) && !exact.IsTemplated)
        {
            return exact;
        }

        foreach (var resource in resources)
        {
            if (resource.IsMatch(uri))
            {
                return resource;
            }
        }

        return null;
    }

    private static McpServerResource? FindTemplate(McpServerResourceCollection? resources, string template)
    {
        foreach (var resource in resources ?? [])
        {
            if (resource.IsTemplated && string.Equals(resource.ProtocolResourceTemplate.UriTemplate, template, StringComparison.Ordinal))
            {
                return resource;
            }
        }

        return null;
    }
}
