using Stoa.Mcp.Governance.Anomalies;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>The words of the record format. They are a promise to readers of old trails, so none is derived from a C# name.</summary>
internal static class AuditNames
{
    public static ReadOnlySpan<byte> Of(AuditEntryKind kind) => kind switch
    {
        AuditEntryKind.Intent => "intent"u8,
        AuditEntryKind.Outcome => "outcome"u8,
        AuditEntryKind.Denial => "denial"u8,
        AuditEntryKind.Summary => "summary"u8,
        AuditEntryKind.TaskOutcome => "task_outcome"u8,
        AuditEntryKind.Anomaly => "anomaly"u8,
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

    public static ReadOnlySpan<byte> Of(GovernedTargetKind kind) => kind switch
    {
        GovernedTargetKind.Server => "server"u8,
        GovernedTargetKind.Tool => "tool"u8,
        GovernedTargetKind.Prompt => "prompt"u8,
        GovernedTargetKind.Resource => "resource"u8,
        GovernedTargetKind.ResourceTemplate => "resource_template"u8,
        GovernedTargetKind.Task => "task"u8,
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
