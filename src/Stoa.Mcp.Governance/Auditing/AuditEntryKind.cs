namespace Stoa.Mcp.Governance.Auditing;

/// <summary>What an entry of the trail tells.</summary>
public enum AuditEntryKind
{
    /// <summary>A call was allowed and is about to run. Durable before it runs.</summary>
    Intent,

    /// <summary>How an allowed call ended. Durable before its result leaves.</summary>
    Outcome,

    /// <summary>A call was refused; the only entry of its record.</summary>
    Denial,

    /// <summary>Refusals of one source before a tenant was known, beyond the bound, counted exactly over one second.</summary>
    Summary,

    /// <summary>How a task that a call started has ended.</summary>
    TaskOutcome,

    /// <summary>Unusual use by one agent was noticed, acknowledged, or is over.</summary>
    Anomaly,
}
