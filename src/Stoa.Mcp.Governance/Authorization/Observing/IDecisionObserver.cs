namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>Is told what was decided. Cannot change it, must not throw, and must not wait.</summary>
internal interface IDecisionObserver
{
    /// <summary>A decision was made. The arguments are gone when the call is: who needs them later keeps a copy.</summary>
    void Decided(in PolicyInput input, PolicyDecision decision);
}
