using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// Tells whether a change of a list is one that its audience can see, so that nobody learns that another tenant's tools come and
/// go. Where the app answers the list by a handler of its own, only the app knows what is on it, and every change counts.
/// </summary>
internal sealed class ListChanges(PolicyStep policy, TimeProvider time)
{
    private const string SubscriptionId = "io.modelcontextprotocol/subscriptionId";

    /// <summary>The notifications that a list has changed.</summary>
    public static IReadOnlyList<string> Notifications { get; } =
    [
        NotificationMethods.ToolListChangedNotification,
        NotificationMethods.PromptListChangedNotification,
        NotificationMethods.ResourceListChangedNotification,
    ];

    /// <summary>Whether this is the notification of a change of a list.</summary>
    public static bool IsAbout(string method) => Notifications.Contains(method, StringComparer.Ordinal);

    /// <summary>Whether the call begins a session or a subscription.</summary>
    public static bool Begins(GovernedCall call) => call.Operation is RequestMethods.Initialize or RequestMethods.SubscriptionsListen;

    /// <summary>Where the call begins a session or a subscription: keeps what its caller sees now.</summary>
    public async ValueTask RememberAsync(GovernedCall call, Audience audience, CancellationToken cancellationToken)
    {
        var subscription = call.Operation == RequestMethods.SubscriptionsListen ? call.RequestId ?? "" : "";
        foreach (var notification in Notifications)
        {
            if (await DigestAsync(notification, audience, cancellationToken) is { } digest)
            {
                audience.Seen.Replace(notification, subscription, digest);
            }
        }
    }

    /// <summary>Whether the owner sees another list than when it was last told, or than at the beginning.</summary>
    public async ValueTask<bool> ConcernsAsync(string method, JsonNode? parameters, Audience audience, CancellationToken cancellationToken)
    {
        var subscription = parameters?["_meta"]?[SubscriptionId]?.ToJsonString() ?? "";
        var digest = await DigestAsync(method, audience, cancellationToken);
        return digest is null || audience.Seen.Replace(method, subscription, digest);
    }

    private async ValueTask<string?> DigestAsync(string notification, Audience audience, CancellationToken cancellationToken)
    {
        if (audience.Catalog.On(notification) is not { } listed)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var opened = audience.Owner.Opened;
        var visible = await policy.FilterVisibleAsync(
            [.. listed.Select(item => PolicyQuestions.MaySee(opened, UsedBy(item.Target.Kind), item.Target, item.Metadata, now))], cancellationToken);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var item in listed.Where((_, i) => visible[i]).OrderBy(item => item.Target.Name, StringComparer.Ordinal))
        {
            digest.AppendData(item.Shown.Span);
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
