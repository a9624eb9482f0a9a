namespace Stoa.Mcp.Governance.Auditing;

/// <summary>The append-only, hash-chained record of every call (steps 5 and 9).</summary>
internal interface IAuditTrail
{
    /// <summary>
    /// Appends one entry. Completes when the entry is as durable as configured: handed to the writer
    /// (<see cref="AuditDurability.Buffered"/>) or synced to disk (<see cref="AuditDurability.BeforeAnswer"/>).
    /// </summary>
    /// <exception cref="AuditUnavailableException">The entry cannot be recorded: the call must not go on.</exception>
    ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// Records a refusal made before a tenant was known. Bounded per <paramref name="source"/>: beyond the bound it is counted
    /// into one summary entry per source and second. Never throws, never makes the trail unavailable for calls.
    /// </summary>
    void AppendRefusal(AuditEntry entry, string source);
}
