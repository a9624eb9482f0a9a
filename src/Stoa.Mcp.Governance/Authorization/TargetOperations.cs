using System.Collections.Frozen;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// The protocol's operations on one tool, prompt, resource or template. What a grant gives to a name is these; any other
/// method on that name is an extension, whose effect nobody knows, and has to be granted as an operation as well.
/// </summary>
internal static class TargetOperations
{
    private static readonly FrozenSet<string> Methods = FrozenSet.ToFrozenSet(
    [
        "tools/call", "tools/list",
        "prompts/get", "prompts/list",
        "resources/read", "resources/list", "resources/templates/list",
        "resources/subscribe", "resources/unsubscribe", "subscriptions/listen", "notifications/resources/updated",
        "completion/complete",
    ], StringComparer.Ordinal);

    public static bool Contains(string method) => Methods.Contains(method);
}
