namespace Stoa.Rego.Evaluation;

/// <summary>Ends the body of a rule of one value.</summary>
internal sealed class EmitResultStep(ValueNode value, bool isConstant, bool isFunction, SourceLocation location) : StepNode
{
    public static string Conflict(bool isFunction) =>
        isFunction ? "functions must not produce multiple outputs for same inputs" : "complete rules must not produce multiple outputs";

    public override StepNode? Advance(Machine machine)
    {
        if (value.Evaluate(machine) is not { } found)
        {
            return null;
        }

        if (machine.Result is { } before && !before.Equals(found))
        {
            throw Machine.Error(RegoErrorCodes.Conflict, Conflict(isFunction), location);
        }

        machine.Result = found;
        machine.Stopped = isConstant;
        return null;
    }
}

/// <summary>Ends the body of a rule or comprehension that gathers items.</summary>
internal sealed class EmitItemStep(ValueNode item) : StepNode
{
    public override StepNode? Advance(Machine machine)
    {
        if (item.Evaluate(machine) is { } found)
        {
            machine.Collector!.Add(machine, found);
        }

        return null;
    }
}

/// <summary>Ends the body of a comprehension that gathers members.</summary>
internal sealed class EmitMemberStep(ValueNode key, ValueNode value) : StepNode
{
    public override StepNode? Advance(Machine machine)
    {
        if (key.Evaluate(machine) is { } foundKey && value.Evaluate(machine) is { } foundValue)
        {
            machine.Collector!.Add(machine, foundKey, foundValue);
        }

        return null;
    }
}

/// <summary>Ends the body of a rule that puts a value, or an item of a set, at a computed path of its document.</summary>
internal sealed class EmitPathStep(ValueNode[] path, ValueNode leaf, bool isItem, SourceLocation location) : StepNode
{
    public override StepNode? Advance(Machine machine)
    {
        if (ArrayNode.EvaluateAll(machine, path) is not { } keys || leaf.Evaluate(machine) is not { } value)
        {
            return null;
        }

        machine.Produce(1);
        if (!machine.Tree!.TryPut(keys, value, isItem))
        {
            throw Machine.Error(RegoErrorCodes.Conflict, "object keys must be unique", location);
        }

        return null;
    }
}

/// <summary>Ends the body of a query.</summary>
internal sealed class EmitBindingsStep(int[] slots) : StepNode
{
    public override StepNode? Advance(Machine machine)
    {
        var values = new RegoValue[slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            values[i] = machine[slots[i]]!;
        }

        machine.Produce(1);
        machine.Bindings!.Add(values);
        return null;
    }
}
