namespace Stoa.Mcp.Governance.Auditing;

/// <summary>Settings of the audit trail, section <c>Stoa:Audit</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>
    /// Folder of the segments, relative to the content root. One process writes to a folder at a time.
    /// <value><c>stoa-audit</c></value>
    /// </summary>
    public string Folder { get; set; } = "stoa-audit";

    /// <summary>When an entry counts as recorded. <value><see cref="AuditDurability.BeforeAnswer"/></value></summary>
    public AuditDurability Durability { get; set; } = AuditDurability.BeforeAnswer;

    /// <summary>Size in bytes from which a new segment is begun, 65536 to 4294967296. <value>64 MiB</value></summary>
    public long SegmentBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>
    /// Most entries that may wait for the disk, 1 to 1000000. A call whose entry finds no room is denied. <value>16384</value>
    /// </summary>
    public int QueueEntries { get; set; } = 16_384;

    /// <summary>
    /// Key of the argument digests: base64 of at least 32 random bytes. Set it where several instances must give equal digests.
    /// <value>Unset: a random key, kept in the folder as <c>digest.key</c>.</value>
    /// </summary>
    public string? DigestKey { get; set; }

    /// <summary>
    /// Argument fields that entries keep in clear: tool name pattern (<c>*</c>, <c>?</c>) to names of top-level argument fields.
    /// <value>Empty: arguments enter the trail as a digest alone.</value>
    /// </summary>
    public IDictionary<string, string[]> KeepArguments { get; } = new Dictionary<string, string[]>();

    /// <summary>
    /// Refusals before a tenant is known that are recorded in full, per source and second, 0 to 10000; those beyond are counted
    /// into one summary. <value>10</value>
    /// </summary>
    public int RefusalsPerSecondPerSource { get; set; } = 10;

    /// <summary>
    /// Disk share of those refusals in bytes, 1048576 to 1099511627776; beyond it the oldest segment is dropped. <value>16 MiB</value>
    /// </summary>
    public long RefusalFolderBytes { get; set; } = 16L * 1024 * 1024;
}
