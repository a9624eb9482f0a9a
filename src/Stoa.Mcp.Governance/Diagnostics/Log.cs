using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Diagnostics;

/// <summary>Log events of the pipeline itself: 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1000, EventName = "StepFailed", Level = LogLevel.Error, Message = "A governance step failed on {Operation}; the call is denied. {KeptBack} more like it were not told.")]
    public static partial void StepFailed(ILogger logger, string operation, int keptBack, Exception error);

    [LoggerMessage(EventId = 1001, EventName = "PolicyFailed", Level = LogLevel.Error, Message = "The policy engine failed; calls are denied with policy_unavailable (Stoa:Policy:Timeout bounds it). {KeptBack} more like it were not told.")]
    public static partial void PolicyFailed(ILogger logger, int keptBack, Exception error);

    [LoggerMessage(EventId = 1002, EventName = "AuditFailed", Level = LogLevel.Error, Message = "The audit trail refused an entry; calls are denied with audit_unavailable. {KeptBack} more like it were not told.")]
    public static partial void AuditFailed(ILogger logger, int keptBack, Exception error);

    [LoggerMessage(EventId = 1003, EventName = "UnadmittedMessage", Level = LogLevel.Error, Message = "A message reached the MCP server without passing governance and was refused. Call app.UseStoaGovernance() before the endpoint runs, and put nothing that rewrites the request or its user after it.")]
    public static partial void UnadmittedMessage(ILogger logger);

    [LoggerMessage(EventId = 1004, EventName = "UngovernedResult", Level = LogLevel.Error, Message = "The MCP server sent a result that no decision covers; it was withheld.")]
    public static partial void UngovernedResult(ILogger logger);

    [LoggerMessage(EventId = 1005, EventName = "CallDenied", Level = LogLevel.Information, Message = "Denied {Operation}: {Code} by {Step}, decision {DecisionId}.")]
    public static partial void CallDenied(ILogger logger, string operation, string code, string step, string decisionId);
}
