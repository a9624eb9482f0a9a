using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>What an app's own server lists.</summary>
internal static class ListedPrimitives
{
    /// <summary>All that is on the list a notification is about; null where the app answers that list by a handler of its own.</summary>
    public static IReadOnlyList<ListedTarget>? On(string notification, McpServerOptions server) => notification switch
    {
        NotificationMethods.ToolListChangedNotification when server.Handlers.ListToolsHandler is null =>
            [.. (server.ToolCollection ?? []).Select(tool => Of(GovernedTargetKind.Tool, tool.ProtocolTool.Name, tool, tool.ProtocolTool))],
        NotificationMethods.PromptListChangedNotification when server.Handlers.ListPromptsHandler is null =>
            [.. (server.PromptCollection ?? []).Select(prompt => Of(GovernedTargetKind.Prompt, prompt.ProtocolPrompt.Name, prompt, prompt.ProtocolPrompt))],
        NotificationMethods.ResourceListChangedNotification when server.Handlers is { ListResourcesHandler: null, ListResourceTemplatesHandler: null } =>
            [.. ((IEnumerable<McpServerResource>?)server.ResourceCollection ?? []).Select(Of)],
        _ => null,
    };

    private static ListedTarget Of(McpServerResource resource) => Of(
        resource.IsTemplated ? GovernedTargetKind.ResourceTemplate : GovernedTargetKind.Resource,
        resource.ProtocolResourceTemplate.UriTemplate, resource, resource.ProtocolResourceTemplate);

    private static ListedTarget Of<T>(GovernedTargetKind kind, string name, IMcpServerPrimitive primitive, T definition) => new(
        new GovernedTarget(kind, name),
        TargetMetadataReader.Of(primitive),
        JsonSerializer.SerializeToUtf8Bytes(definition, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T))));
}
