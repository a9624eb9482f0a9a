using System.Reflection;
using System.Text;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Messages;

public sealed class McpOperationsTests
{
    public static TheoryData<string> SdkRequests => Constants(typeof(RequestMethods));

    public static TheoryData<string> SdkNotifications => Constants(typeof(NotificationMethods));

    [Theory]
    [MemberData(nameof(SdkRequests))]
    public void Find_RequestOfTheSdk_IsARequest(string method) =>
        Assert.Equal(McpMessageKind.Request, McpOperations.Find(Encoding.UTF8.GetBytes(method))?.Kind);

    [Theory]
    [MemberData(nameof(SdkNotifications))]
    public void Find_NotificationOfTheSdk_IsANotification(string method) =>
        Assert.Equal(McpMessageKind.Notification, McpOperations.Find(method)?.Kind);

    [Theory]
    [InlineData("tools/call", GovernedTargetKind.Tool, "name")]
    [InlineData("prompts/get", GovernedTargetKind.Prompt, "name")]
    [InlineData("resources/read", GovernedTargetKind.Resource, "uri")]
    [InlineData("resources/subscribe", GovernedTargetKind.Resource, "uri")]
    [InlineData("resources/unsubscribe", GovernedTargetKind.Resource, "uri")]
    [InlineData("tasks/get", GovernedTargetKind.Task, "taskId")]
    [InlineData("tasks/result", GovernedTargetKind.Task, "taskId")]
    [InlineData("tasks/update", GovernedTargetKind.Task, "taskId")]
    [InlineData("tasks/cancel", GovernedTargetKind.Task, "taskId")]
    [InlineData("tasks/list", GovernedTargetKind.Server, null)]
    [InlineData("tools/list", GovernedTargetKind.Server, null)]
    public void Find_Method_SaysWhatItAddresses(string method, GovernedTargetKind kind, string? parameter)
    {
        var operation = McpOperations.Find(method)!;

        Assert.Equal((kind, parameter), (operation.TargetKind, operation.TargetParameter));
    }

    [Theory]
    [InlineData("initialize", true, true, false)]
    [InlineData("ping", true, true, false)]
    [InlineData("logging/setLevel", true, true, false)]
    [InlineData("resources/subscribe", true, true, false)]
    [InlineData("resources/unsubscribe", true, true, false)]
    [InlineData("server/discover", false, false, true)]
    [InlineData("subscriptions/listen", false, false, true)]
    [InlineData("tools/call", true, true, true)]
    [InlineData("tasks/get", false, true, true)]
    [InlineData("tasks/result", false, true, false)]
    [InlineData("tasks/list", false, true, false)]
    [InlineData("tasks/update", false, false, true)]
    public void ExistsIn_Revision_FollowsTheSpecification(string method, bool june2025, bool november2025, bool july2026)
    {
        var operation = McpOperations.Find(method)!;

        Assert.Equal(june2025, operation.ExistsIn(McpVersions.June2025));
        Assert.Equal(november2025, operation.ExistsIn(McpVersions.November2025));
        Assert.Equal(july2026, operation.ExistsIn(McpVersions.July2026));
        Assert.Equal(november2025, operation.ExistsIn(null));
    }

    [Theory]
    [InlineData("Tools/Call")]
    [InlineData("tools/call ")]
    [InlineData("")]
    public void Find_AnythingElse_IsNull(string method) => Assert.Null(McpOperations.Find(method));

    private static TheoryData<string> Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];
}
