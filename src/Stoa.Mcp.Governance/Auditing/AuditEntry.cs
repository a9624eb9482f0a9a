using Stoa.Mcp.Governance.Anomalies;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// One line of the trail before it is chained. Entries that share <see cref="DecisionId"/> are one audit record.
/// Carries no credential and no argument value except those that <see cref="KeptArguments"/> was told to keep.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>What the entry tells.</summary>
    public required AuditEntryKind Kind { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Names the record.</summary>
    public required string DecisionId { get; init; }

    /// <summary>The call, for what it holds of caller, tenant, target and transport; null in a <see cref="AuditEntryKind.Summary"/>.</summary>
    public GovernedCall? Call { get; init; }

    /// <summary>The decision.</summary>
    public GovernanceDecision? Decision { get; init; }

    /// <summary>How it ended; null in an intent.</summary>
    public CallOutcome? Outcome { get; init; }

    /// <summary>The JSON-RPC error code that left, where one did.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>The HTTP status of a refusal at the HTTP edge.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Keyed digest of the canonical arguments (<c>hmac-sha256:…</c>), or null where there are none.</summary>
    public string? ArgumentsDigest { get; init; }

    /// <summary>Argument fields that a rule names to be kept, as JSON text by field name.</summary>
    public IReadOnlyDictionary<string, string> KeptArguments { get; init; } = EmptyArguments;

    /// <summary>From arrival to this entry.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Of that, time inside the app's own handler.</summary>
    public TimeSpan? BackendLatency { get; init; }

    /// <summary>Size of the JSON-RPC answer, in bytes.</summary>
    public int? ResponseBytes { get; init; }

    /// <summary>Units charged in the end; 0 after a return.</summary>
    public int? QuotaCharged { get; init; }

    /// <summary>The tier that a price rule gives the tool; null where none does.</summary>
    public string? ToolTier { get; init; }

    /// <summary>What the call costs by the price rules, in microcents; null where no rule fits.</summary>
    public long? CostMicrocents { get; init; }

    /// <summary>Tasks: the handle given out, where the outcome is <see cref="CallOutcome.TaskCreated"/> or a task has ended.</summary>
    public string? TaskId { get; init; }

    /// <summary>Summary: the source (peer address) whose refusals are counted.</summary>
    public string? Source { get; init; }

    /// <summary>Summary: how many refusals it stands for.</summary>
    public long? Count { get; init; }

    /// <summary>Anomaly: what was noticed.</summary>
    public Anomaly? Anomaly { get; init; }

    /// <summary>The tenant it is about; null before one was known.</summary>
    internal string? Tenant => Anomaly?.Tenant ?? Call?.Tenant;

    /// <summary>The decision that it tells of: its own, else the one in force.</summary>
    internal GovernanceDecision? ToldDecision => Decision ?? Call?.Decision;

    /// <summary>The charge that it tells of: its own, else what the call holds.</summary>
    internal int? ToldCharge => QuotaCharged ?? Call?.Lease?.Charged;

    private static IReadOnlyDictionary<string, string> EmptyArguments { get; } = new Dictionary<string, string>();
}
