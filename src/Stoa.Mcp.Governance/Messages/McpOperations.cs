using System.Collections.Frozen;
using System.Text;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// The protocol's methods, all revisions together: the one place that says what a method addresses. A method that is not
/// here addresses the server and is unknown.
/// </summary>
internal static class McpOperations
{
    private const string Modern = McpVersions.July2026;
    private const string Tasks = McpVersions.November2025;

    /// <summary>All methods.</summary>
    internal static readonly McpOperation[] All =
    [
        new("initialize") { Until = Modern },
        new("ping") { Sender = OperationSender.Both, Until = Modern },
        new("server/discover") { Since = Modern },
        new("subscriptions/listen") { Since = Modern },
        new("tools/list"),
        new("tools/call") { TargetKind = GovernedTargetKind.Tool, TargetParameter = "name", NamedInHeader = true },
        new("prompts/list"),
        new("prompts/get") { TargetKind = GovernedTargetKind.Prompt, TargetParameter = "name", NamedInHeader = true },
        new("resources/list"),
        new("resources/templates/list"),
        new("resources/read") { TargetKind = GovernedTargetKind.Resource, TargetParameter = "uri", NamedInHeader = true },
        new("resources/subscribe") { TargetKind = GovernedTargetKind.Resource, TargetParameter = "uri", Until = Modern },
        new("resources/unsubscribe") { TargetKind = GovernedTargetKind.Resource, TargetParameter = "uri", Until = Modern },
        new("completion/complete") { TargetParameter = "ref" },
        new("logging/setLevel") { Until = Modern },
        new("tasks/list") { Since = Tasks, Until = Modern },
        Task("tasks/get"),
        Task("tasks/result") with { Until = Modern },
        Task("tasks/update") with { Since = Modern },
        Task("tasks/cancel"),
        new("sampling/createMessage") { Sender = OperationSender.Server },
        new("elicitation/create") { Sender = OperationSender.Server, Since = McpVersions.June2025 },
        new("roots/list") { Sender = OperationSender.Server },
        Notification("notifications/initialized", OperationSender.Client) with { Until = Modern },
        Notification("notifications/roots/list_changed", OperationSender.Client) with { Until = Modern },
        Notification("notifications/cancelled", OperationSender.Both),
        Notification("notifications/progress", OperationSender.Both),
        Notification("notifications/tasks/status", OperationSender.Both) with { Since = Tasks },
        Notification("notifications/message", OperationSender.Server),
        Notification("notifications/tools/list_changed", OperationSender.Server),
        Notification("notifications/prompts/list_changed", OperationSender.Server),
        Notification("notifications/resources/list_changed", OperationSender.Server),
        Notification("notifications/resources/updated", OperationSender.Server),
        Notification("notifications/elicitation/complete", OperationSender.Server) with { Since = Tasks, Until = Modern },
        Notification("notifications/subscriptions/acknowledged", OperationSender.Server) with { Since = Modern },
    ];

    private static readonly FrozenDictionary<string, McpOperation>.AlternateLookup<ReadOnlySpan<char>> ByMethod =
        All.ToFrozenDictionary(operation => operation.Method, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The row of <paramref name="method"/>, or null.</summary>
    internal static McpOperation? Find(ReadOnlySpan<char> method) => ByMethod.TryGetValue(method, out var found) ? found : null;

    /// <summary>The row of a method in UTF-8, or null.</summary>
    internal static McpOperation? Find(ReadOnlySpan<byte> method)
    {
        Span<char> text = stackalloc char[64];
        return Encoding.UTF8.TryGetChars(method, text, out var length) ? Find(text[..length]) : null;
    }

    private static McpOperation Task(string method) =>
        new(method) { TargetKind = GovernedTargetKind.Task, TargetParameter = "taskId", NamedInHeader = true, Since = Tasks };

    private static McpOperation Notification(string method, OperationSender sender) =>
        new(method) { Kind = McpMessageKind.Notification, Sender = sender };
}
