namespace Stoa.Rego.Evaluation;

/// <summary>Holds where the value is defined and not false.</summary>
internal sealed class HoldsStep(ValueNode value) : StepNode
{
    public override StepNode? Advance(Machine machine) => value.Evaluate(machine) is { Holds: true } ? Next : null;
}

/// <summary>Holds where both values are defined and equal.</summary>
internal sealed class EqualStep(ValueNode left, ValueNode right) : StepNode
{
    public override StepNode? Advance(Machine machine) =>
        left.Evaluate(machine) is { } value && value.Equals(right.Evaluate(machine)) ? Next : null;
}

/// <summary>Binds a variable. Holds where the value is defined.</summary>
internal sealed class BindStep(ValueNode value, int slot) : StepNode
{
    public override StepNode? Advance(Machine machine)
    {
        if (value.Evaluate(machine) is not { } found)
        {
            return null;
        }

        machine[slot] = found;
        return Next;
    }
}

/// <summary>Holds where the value is defined and matches.</summary>
internal sealed class MatchStep(ValueNode value, Matcher matcher) : StepNode
{
    public override StepNode? Advance(Machine machine) =>
        value.Evaluate(machine) is { } found && matcher.Match(machine, found) ? Next : null;
}

/// <summary>Holds where the steps within do not.</summary>
internal sealed class NotStep(StepNode inner) : StepNode
{
    public override StepNode? Advance(Machine machine) => machine.Finds(inner) ? null : Next;
}

/// <summary>Ends a body of which only matters whether it holds.</summary>
internal sealed class FoundStep : StepNode
{
    public override StepNode? Advance(Machine machine)
    {
        machine.Stopped = true;
        return null;
    }
}

/// <summary>Never holds.</summary>
internal sealed class FailStep : StepNode
{
    public override StepNode? Advance(Machine machine) => null;
}
