namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What the intent said of a call and its decision, for the next entry of the record.</summary>
/// <param name="call">The call.</param>
/// <param name="decision">The decision.</param>
/// <param name="fields">The fields as written, from the comma before the first.</param>
internal sealed class RecordedCall(GovernedCall call, GovernanceDecision? decision, byte[] fields)
{
    private readonly string? _tenant = call.Tenant;
    private readonly Caller? _caller = call.Caller;
    private readonly TargetMetadata _metadata = call.Metadata;

    public ReadOnlySpan<byte> Fields => fields;

    /// <summary>Whether they still hold: whatever else they tell of a call never changes.</summary>
    public bool IsOf(GovernedCall other, GovernanceDecision? told) => ReferenceEquals(call, other)
        && ReferenceEquals(decision, told)
        && ReferenceEquals(_tenant, other.Tenant)
        && ReferenceEquals(_caller, other.Caller)
        && ReferenceEquals(_metadata, other.Metadata);
}
