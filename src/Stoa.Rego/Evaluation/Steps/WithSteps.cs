using Stoa.Rego.Builtins;
using Stoa.Rego.Compilation;

namespace Stoa.Rego.Evaluation;

/// <summary>What a <c>with</c> modifier replaces while the steps up to its <see cref="WithEndStep"/> run.</summary>
internal sealed record PlannedWith(RegoValue[]? Input, RegoValue[]? Data, object? Function, ValueNode? Value, Builtin? ByBuiltin, RuleNode? ByFunction);

/// <summary>Replaces documents and functions for the steps that follow.</summary>
internal sealed class WithStep(PlannedWith[] modifiers) : StepNode
{
    public override StepNode? Advance(Machine machine)
    {
        var world = machine.World;
        foreach (var modifier in modifiers)
        {
            RegoValue? value = null;
            if (modifier.Value is not null)
            {
                value = modifier.Value.Evaluate(machine);
                if (value is null)
                {
                    return null;
                }
            }

            world = world.With(modifier, value);
        }

        var outer = machine.EnterWorld(world);
        machine.Run(Next);
        machine.World = outer;
        return null;
    }
}

/// <summary>Runs the rest in the world around the <c>with</c> modifiers.</summary>
internal sealed class WithEndStep : StepNode
{
    public override StepNode? Advance(Machine machine)
    {
        var inner = machine.World;
        machine.World = inner.Outer!;
        machine.Run(Next);
        machine.World = inner;
        return null;
    }
}
