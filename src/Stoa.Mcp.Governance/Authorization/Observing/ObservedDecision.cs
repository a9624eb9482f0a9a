using System.Text.Json;

namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>A decision that is looked at later, and what it was about.</summary>
internal readonly record struct ObservedDecision(PolicyInput Input, PolicyDecision Decision)
{
    /// <summary>A copy that outlives the call.</summary>
    public static ObservedDecision Keep(in PolicyInput input, PolicyDecision decision) => new(
        input.Arguments.ValueKind == JsonValueKind.Undefined ? input : input with { Arguments = input.Arguments.Clone() }, decision);
}
