namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What the intent said of a call and its decision, for the next entry of the record.</summary>
/// <param name="call">The call, as it was then.</param>
/// <param name="decision">The decision.</param>
/// <param name="withEmail">Whether the caller's mail address is among them.</param>
/// <param name="fields">The fields as written, from the comma before the first.</param>
internal sealed class RecordedCall(GovernedCall call, GovernanceDecision? decision, bool withEmail, byte[] fields)
{
    private readonly string? _tenant = call.Tenant;
    private readonly Caller? _caller = call.Caller;
    private readonly TargetMetadata _metadata = call.Metadata;

    public ReadOnlySpan<byte> Fields => fields;

    /// <summary>Whether they hold for the same call now: whatever else they tell of it never changes.</summary>
    public bool StillHolds(GovernedCall now, GovernanceDecision? told, bool email) => withEmail == email
        && ReferenceEquals(decision, told)
        && ReferenceEquals(_tenant, now.Tenant)
        && ReferenceEquals(_caller, now.Caller)
        && ReferenceEquals(_metadata, now.Metadata);
}
