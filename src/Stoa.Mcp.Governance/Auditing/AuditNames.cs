using Stoa.Mcp.Governance.Anomalies;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>The words of the record format. They are a promise to readers of old trails, so none is derived from a C# name.</summary>
internal static class AuditNames
{
    public static string Of(AuditEntryKind kind) => kind switch
    {
        AuditEntryKind.Intent => TrailEntryKinds.Intent,
        AuditEntryKind.Outcome => TrailEntryKinds.Outcome,
        AuditEntryKind.Denial => TrailEntryKinds.Denial,
        AuditEntryKind.Summary => TrailEntryKinds.Summary,
        AuditEntryKind.TaskOutcome => TrailEntryKinds.TaskOutcome,
        AuditEntryKind.Anomaly => TrailEntryKinds.Anomaly,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static ReadOnlySpan<byte> Of(AnomalyState state) => state switch
    {
        AnomalyState.Opened => "opened"u8,
        AnomalyState.Acknowledged => "acknowledged"u8,
        AnomalyState.Closed => "closed"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Of(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Denied => "denied",
        CallOutcome.Success => "success",
        CallOutcome.ToolError => "tool_error",
        CallOutcome.ProtocolError => "protocol_error",
        CallOutcome.InputRequired => "input_required",
        CallOutcome.TaskCreated => "task_created",
        CallOutcome.Accepted => "accepted",
        CallOutcome.Cancelled => "cancelled",
        CallOutcome.RejectedByHost => "rejected_by_host",
        CallOutcome.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    public static ReadOnlySpan<byte> Of(McpMessageKind kind) => kind switch
    {
        McpMessageKind.Request => "request"u8,
        McpMessageKind.Notification => "notification"u8,
        McpMessageKind.Response => "response"u8,
        McpMessageKind.Session => "session"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(GovernedTargetKind kind) => kind switch
    {
        GovernedTargetKind.Server => "server",
        GovernedTargetKind.Tool => "tool",
        GovernedTargetKind.Prompt => "prompt",
        GovernedTargetKind.Resource => "resource",
        GovernedTargetKind.ResourceTemplate => "resource_template",
        GovernedTargetKind.Task => "task",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static ReadOnlySpan<byte> Of(PolicyAuditLevel level) => level switch
    {
        PolicyAuditLevel.Standard => "standard"u8,
        PolicyAuditLevel.Minimal => "minimal"u8,
        PolicyAuditLevel.Full => "full"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    public static string Of(ToolAccess access) => access switch
    {
        ToolAccess.Unclassified => "unclassified",
        ToolAccess.Read => "read",
        ToolAccess.Write => "write",
        ToolAccess.Destructive => "destructive",
        _ => throw new ArgumentOutOfRangeException(nameof(access), access, null),
    };
}
