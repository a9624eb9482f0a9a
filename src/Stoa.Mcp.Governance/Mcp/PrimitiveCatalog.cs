using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>What a server offers, by the server's own matching rules, so that policies read the metadata of what would run.</summary>
internal sealed class PrimitiveCatalog(IOptions<McpServerOptions> options) : ITargetCatalog
{
    /// <inheritdoc />
    public TargetMetadata Find(GovernedTarget target) => Find(options.Value, target);

    /// <summary>Whether nothing is known of the call's target before the gate, which alone can tell whether it exists.</summary>
    public bool IsLeftToTheGate(GovernedCall call) =>
        !call.Metadata.Known && IsPrimitive(call.Target.Kind) && !HasOwnHandler(options.Value, call);

    /// <summary>Whether servers offer targets of this kind by name, pattern or template.</summary>
    public static bool IsPrimitive(GovernedTargetKind kind) =>
        kind is GovernedTargetKind.Tool or GovernedTargetKind.Prompt or GovernedTargetKind.Resource or GovernedTargetKind.ResourceTemplate;

    /// <summary>Looks up in the primitives of the server that is about to run the call.</summary>
    public static TargetMetadata Find(McpServerOptions server, GovernedTarget target)
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

    /// <summary>Whether the app answers this operation on its target by a handler of its own, so that the catalogue cannot tell what exists.</summary>
    public static bool HasOwnHandler(McpServerOptions server, GovernedCall call) => call.Target.Kind switch
    {
#pragma warning disable MCPEXP002 // The alternate handler is experimental in the SDK; not seeing it would hide its tools.
        GovernedTargetKind.Tool => server.Handlers.CallToolHandler is not null || server.Handlers.CallToolWithAlternateHandler is not null,
#pragma warning restore MCPEXP002
        GovernedTargetKind.Prompt => server.Handlers.GetPromptHandler is not null,
        GovernedTargetKind.Resource when call.Operation == RequestMethods.ResourcesSubscribe => server.Handlers.SubscribeToResourcesHandler is not null,
        GovernedTargetKind.Resource when call.Operation == RequestMethods.ResourcesUnsubscribe => server.Handlers.UnsubscribeFromResourcesHandler is not null,
        GovernedTargetKind.Resource => server.Handlers.ReadResourceHandler is not null,
        GovernedTargetKind.ResourceTemplate => server.Handlers.ListResourceTemplatesHandler is not null,
        _ => true,
    };

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
