namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>How one chain of segments is kept.</summary>
internal sealed record ChainSettings
{
    /// <summary>Name of the chain, and first part of its file names.</summary>
    public required string Stream { get; init; }

    /// <summary>Size from which a new segment is begun.</summary>
    public required long SegmentBytes { get; init; }

    /// <summary>Age from which a new segment is begun, at the next entry.</summary>
    public TimeSpan SegmentAge { get; init; } = TimeSpan.MaxValue;

    /// <summary>Most entries that may wait.</summary>
    public required int QueueEntries { get; init; }

    /// <summary>Most bytes of lines that may wait, and so of a group. A group is never split: where it is larger than a segment, so is its segment.</summary>
    public long QueueBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Most bytes of all its segments, the oldest dropped beyond; null for no bound.</summary>
    public long? ShareBytes { get; init; }

    /// <summary>Whether every group is synced, or only what a signed head covers: about once a second.</summary>
    public bool SyncEveryGroup { get; init; } = true;

    /// <summary>Whether entries are records of calls: those open when a process ends are closed by the next one.</summary>
    public required bool HoldsRecords { get; init; }

    /// <summary>
    /// Least time from one group to the next, in which entries gather: a busy chain where nobody waits then costs some syncs a second
    /// instead of thousands. Zero where callers wait.
    /// </summary>
    public TimeSpan Pause { get; init; }

    /// <summary>
    /// Whether a group that the disk did not take is written again once it does. True only where nobody waits for the group: one who
    /// waited was told that the entry is not recorded.
    /// </summary>
    public required bool KeepFailedGroup { get; init; }
}
