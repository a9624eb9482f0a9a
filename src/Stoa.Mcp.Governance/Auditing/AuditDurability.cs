namespace Stoa.Mcp.Governance.Auditing;

/// <summary>When an entry counts as recorded.</summary>
public enum AuditDurability
{
    /// <summary>
    /// Once the writer has it in memory; it is written and synced with the next group, after <see cref="AuditOptions.BufferInterval"/> or sooner where many wait. A
    /// crash loses at most what gathered since, and the group under way.
    /// </summary>
    Buffered,

    /// <summary>Once it is synced to disk, before the tool runs and before its result leaves.</summary>
    BeforeAnswer,
}
