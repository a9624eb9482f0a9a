namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Step 3: may the caller see it, may the caller call it. Lists and calls are decided by the same engine.</summary>
public interface IPolicyEngine
{
    /// <summary>Decides one operation. An exception or a timeout denies with <c>policy_unavailable</c>.</summary>
    ValueTask<PolicyDecision> DecideAsync(PolicyInput input, CancellationToken cancellationToken);

    /// <summary>
    /// Tells for each input whether its target is visible, in the same order. Inputs carry no arguments.
    /// An exception, a timeout or a wrong count hides everything.
    /// </summary>
    ValueTask<IReadOnlyList<bool>> FilterVisibleAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken);
}
