namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>Steps 1, 2 and 4 either hand on a value or end the call. The default value does neither and is treated as a denial.</summary>
/// <typeparam name="T">What the step establishes.</typeparam>
public readonly record struct StepOutcome<T>
    where T : class
{
    internal StepOutcome(T? value, GovernanceDecision? denial)
    {
        Value = value;
        Denial = denial;
    }

    /// <summary>What the step established, or null.</summary>
    public T? Value { get; }

    /// <summary>Why the call ends here, or null.</summary>
    public GovernanceDecision? Denial { get; }
}
