namespace Quickstart.Walkthrough;

/// <summary>An audit record, which is the lines that share a decision id, and its usage event.</summary>
internal sealed record DecisionRecord(IReadOnlyList<AuditLine> Lines, UsageLine? Usage)
{
    public string DecisionId => Lines[0].DecisionId;

    /// <summary>Whether everything that will be written about the call is there: an intent has its outcome, a tenant its usage event.</summary>
    public bool IsWhole => Lines[^1].Kind != "intent" && (Usage is not null || !Lines[0].HasTenant);

    public string Reasons => Lines[0].Reasons;

    public string Hashes => string.Join(" ", Lines.Select(line => line.Hash[..8] + "…"));

    /// <summary>In the form in which steps expect it.</summary>
    public ExpectedRecord Summary => new(
        string.Join(" ", Lines.Select(line => line.Kind)), Lines[0].Decision, Lines[0].Code, Usage?.ToString());
}
