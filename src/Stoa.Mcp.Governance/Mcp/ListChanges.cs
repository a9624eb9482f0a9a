using System.Security.Cryptography;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// Tells whether a change of a list is one that a connection's owner can see, so that nobody learns that another tenant's tools come and
/// go. Where the app answers the list by a handler of its own, only the app knows what is on it, and every change counts.
/// </summary>
internal sealed class ListChanges(PolicyStep policy, SessionOwners owners, TimeProvider time)
{
    private const string SubscriptionId = "io.modelcontextprotocol/subscriptionId";

    private static readonly string[] Notifications =
    [
        NotificationMethods.ToolListChangedNotification,
        NotificationMethods.PromptListChangedNotification,
        NotificationMethods.ResourceListChangedNotification,
    ];

    /// <summary>Whether this is the notification of a change of a list.</summary>
    public static bool IsAbout(JsonRpcNotification notification) => Notifications.Contains(notification.Method, StringComparer.Ordinal);

    /// <summary>Where the call begins a session or a subscription: keeps what its caller sees now.</summary>
    public async ValueTask RememberAsync(GovernedCall call, McpServer server, Connection connection, CancellationToken cancellationToken)
    {
        if (call.Operation is not (RequestMethods.Initialize or RequestMethods.SubscriptionsListen)
            || OwnerOf(server, connection) is not { } owner)
        {
            return;
        }

        var subscription = call.Operation == RequestMethods.SubscriptionsListen ? call.RequestId ?? "" : "";
        foreach (var notification in Notifications)
        {
            if (await DigestAsync(notification, owner, server.ServerOptions, cancellationToken) is { } digest)
            {
                SeenBy(server, owner, connection).Replace(notification, subscription, digest);
            }
        }
    }

    /// <summary>Whether the owner sees another list than when it was last told, or than at the beginning.</summary>
    public async ValueTask<bool> ConcernsOwnerAsync(
        JsonRpcNotification notification, McpServer server, Connection connection, CancellationToken cancellationToken)
    {
        if (OwnerOf(server, connection) is not { } owner)
        {
            return false;
        }

        var subscription = notification.Params?["_meta"]?[SubscriptionId]?.ToJsonString() ?? "";
        var digest = await DigestAsync(notification.Method, owner, server.ServerOptions, cancellationToken);
        return digest is null || SeenBy(server, owner, connection).Replace(notification.Method, subscription, digest);
    }

    private SessionOwner? OwnerOf(McpServer server, Connection connection) =>
        server.SessionId is { Length: > 0 } session ? owners.Find(session) : connection.Owner;

    // The sessions of a host share one connection; a pipe is one connection, with a new owner for each of its messages.
    private static SeenLists SeenBy(McpServer server, SessionOwner owner, Connection connection) =>
        server.SessionId is { Length: > 0 } ? owner.Lists : connection.Lists;

    private async ValueTask<string?> DigestAsync(
        string notification, SessionOwner owner, McpServerOptions server, CancellationToken cancellationToken)
    {
        if (ListedPrimitive.On(notification, server) is not { } listed)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var visible = await policy.FilterVisibleAsync(
            [.. listed.Select(item => PolicyQuestions.MaySee(owner.Opened, UsedBy(item.Target.Kind), item.Target, item.Metadata, now))], cancellationToken);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var item in listed.Where((_, i) => visible[i]).OrderBy(item => item.Target.Name, StringComparer.Ordinal))
        {
            digest.AppendData(item.Shown);
        }

        return Convert.ToHexString(digest.GetCurrentHash());
    }

    private static string UsedBy(GovernedTargetKind kind) => kind switch
    {
        GovernedTargetKind.Tool => RequestMethods.ToolsCall,
        GovernedTargetKind.Prompt => RequestMethods.PromptsGet,
        _ => RequestMethods.ResourcesRead,
    };
}
