namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>Makes the outcomes of steps.</summary>
public static class StepOutcome
{
    /// <summary>The step established <paramref name="value"/>.</summary>
    public static StepOutcome<T> Continue<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return new StepOutcome<T>(value, null);
    }

    /// <summary>The call ends here.</summary>
    /// <exception cref="ArgumentException"><paramref name="denial"/> allows.</exception>
    public static StepOutcome<T> Deny<T>(GovernanceDecision denial)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(denial);
        return denial.Allowed
            ? throw new ArgumentException("A denial must carry a code.", nameof(denial))
            : new StepOutcome<T>(null, denial);
    }
}
