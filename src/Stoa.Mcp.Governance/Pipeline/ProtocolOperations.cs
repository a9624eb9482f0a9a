using System.Collections.Frozen;

namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>
/// The operations that every caller of a declared tenant may use, because the protocol itself rests on them and they reach
/// nothing that a grant names. What a list or a subscription tells is decided item by item.
/// </summary>
public static class ProtocolOperations
{
    private static readonly FrozenSet<string> Methods = FrozenSet.ToFrozenSet(
    [
        // Handshake and keep-alive.
        "initialize", "server/discover", "ping",
        "notifications/initialized", "notifications/cancelled", "notifications/progress", "notifications/roots/list_changed",
        "logging/setLevel",

        // Lists, filtered item by item.
        "tools/list", "prompts/list", "resources/list", "resources/templates/list",

        // The stream of changes; the URIs it asks for are decided one by one.
        "subscriptions/listen",

        // Our own names for what has no method: an answer to the server, and HTTP GET and DELETE.
        "response", "session/stream", "session/end",
    ], StringComparer.Ordinal);

    /// <summary>
    /// Whether <paramref name="method"/> is one of them. It then needs no grant where it addresses
    /// <see cref="GovernedTargetKind.Server"/>; addressed to one tool, prompt or resource it needs one all the same.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="method"/> is null.</exception>
    public static bool IsProtocolOperation(string method) => Methods.Contains(method);
}
