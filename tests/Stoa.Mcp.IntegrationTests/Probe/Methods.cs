using System.Reflection;
using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>Every method the SDK has a constant for, read from the SDK itself so that a new one is tested the day it comes.</summary>
internal static class Methods
{
    public static readonly string[] Requests = Constants(typeof(RequestMethods));

    public static readonly string[] Notifications = Constants(typeof(NotificationMethods));

    /// <summary>Those, the tasks extension, methods that nobody knows, and a registered extension.</summary>
    public static readonly string[] All =
    [
        .. Requests, .. Notifications, .. ProbeHandlers.TaskMethods, "notifications/tasks/status",
        ProbeHandlers.CustomMethod, ProbeHandlers.CustomNotification,
        "no/such", "TOOLS/CALL", "tools/call ", "tools//call", "notifications/no/such", "rpc.discover", "$/cancelRequest", "response", "session/stream", "session/end", "unread",
    ];

    private static string[] Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];
}
