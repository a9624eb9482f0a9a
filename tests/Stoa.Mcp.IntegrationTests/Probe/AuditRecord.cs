using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>The entries that share a decision id.</summary>
internal sealed record AuditRecord(string DecisionId, IReadOnlyList<AuditEntry> Entries)
{
    public AuditEntry Last => Entries[^1];

    public GovernedCall Call => Last.Call!;

    public GovernanceCode Code => Last.Decision!.Code;

    public bool IsDenial => Last.Kind == AuditEntryKind.Denial;

    /// <summary>One denial; or an intent and then its outcome; or, where the host refused before the gate, the outcome alone.</summary>
    public bool IsWhole => Entries switch
    {
        [{ Kind: AuditEntryKind.Denial, Outcome: CallOutcome.Denied, Decision.Allowed: false }] => true,
        [{ Kind: AuditEntryKind.Intent, Decision.Allowed: true }, { Kind: AuditEntryKind.Outcome, Outcome: not null and not CallOutcome.Denied }] => true,
        [{ Kind: AuditEntryKind.Outcome, Outcome: CallOutcome.RejectedByHost }] => true,
        _ => false,
    };

    public override string ToString() =>
        $"{Call.Operation} {Call.MessageKind} {Call.Caller?.Subject}: " + string.Join(" + ", Entries.Select(entry => $"{entry.Kind}({entry.Decision?.Code}, {entry.Outcome})"));
}
