namespace Stoa.Rego.Evaluation;

/// <summary>
/// One step of a body. <see cref="Advance"/> either leads on to the next step, or ends the path: because the step does not hold, or because
/// it has run the rest of the body itself, once for each of its solutions.
/// </summary>
internal abstract class StepNode
{
    /// <summary>What follows where the step holds. Set once, while planning.</summary>
    public StepNode Next { get; set; } = null!;

    /// <summary>The next step to run, or null where this path ends.</summary>
    public abstract StepNode? Advance(Machine machine);
}
