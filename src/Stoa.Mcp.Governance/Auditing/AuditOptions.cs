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

    /// <summary>
    /// With <see cref="AuditDurability.Buffered"/>: how long entries gather before they are written and synced, 1 ms to 10 s. A crash loses
    /// at most what gathered, and the group under way. <value>100 ms</value>
    /// </summary>
    public TimeSpan BufferInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Size in bytes from which a new segment is begun, 65536 to 4294967296. <value>64 MiB</value></summary>
    public long SegmentBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Age from which a new segment is begun at the next entry, 1 minute to 366 days. <value>1 day</value></summary>
    public TimeSpan SegmentAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Whether a segment is compressed (gzip) once it is complete and every sink has it. <value>true</value>
    /// </summary>
    public bool Compress { get; set; } = true;

    /// <summary>
    /// Age from which a complete segment that every sink has is removed, at least 1 hour. <value>Unset: nothing is removed for its age.</value>
    /// </summary>
    public TimeSpan? RetainFor { get; set; }

    /// <summary>
    /// Size in bytes of the calls' segments beyond which the oldest that every sink has are removed, at least 1048576.
    /// <value>Unset: nothing is removed for its size.</value>
    /// </summary>
    public long? RetainBytes { get; set; }

    /// <summary>
    /// File with the private key that signs heads: PEM, ECDSA on P-256. Read anew for each segment. Keep it out of the folder: who can
    /// write to the trail must not be able to sign it. <value>Unset: a key is made in the folder, as <c>head.key</c>.</value>
    /// </summary>
    public string? HeadKeyFile { get; set; }

    /// <summary>Whether entries, and so usage events, carry the caller's e-mail address. <value>false</value></summary>
    public bool IncludeEmail { get; set; }

    /// <summary>
    /// Whether every entry is also written to standard output, one JSON line each. Not where an MCP server speaks over standard output.
    /// <value>false</value>
    /// </summary>
    public bool Stdout { get; set; }

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
