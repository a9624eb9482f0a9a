namespace Stoa.Rego.Evaluation;

/// <summary>An array of computed items. Undefined where an item is.</summary>
internal sealed class ArrayNode(ValueNode[] items) : ValueNode
{
    public override RegoValue? Evaluate(Machine machine) => EvaluateAll(machine, items) is { } values ? RegoArray.Owning(values) : null;

    internal static RegoValue[]? EvaluateAll(Machine machine, ValueNode[] items)
    {
        var values = new RegoValue[items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (items[i].Evaluate(machine) is not { } value)
            {
                return null;
            }

            values[i] = value;
        }

        return values;
    }
}

/// <summary>A set of computed items. Undefined where an item is.</summary>
internal sealed class SetNode(ValueNode[] items) : ValueNode
{
    public override RegoValue? Evaluate(Machine machine) => ArrayNode.EvaluateAll(machine, items) is { } values ? RegoSet.Owning(values) : null;
}

/// <summary>An object of computed members. Undefined where one is; an error where a key has two values.</summary>
internal sealed class ObjectNode((ValueNode Key, ValueNode Value)[] members, SourceLocation location) : ValueNode
{
    public override RegoValue? Evaluate(Machine machine)
    {
        var builder = new RegoObjectBuilder(members.Length);
        foreach (var (keyNode, valueNode) in members)
        {
            if (keyNode.Evaluate(machine) is not { } key || valueNode.Evaluate(machine) is not { } value)
            {
                return null;
            }

            if (!builder.TryAdd(key, value))
            {
                throw Machine.Error(RegoErrorCodes.Conflict, "object keys must be unique", location);
            }
        }

        return builder.Build();
    }
}

/// <summary>A comprehension: collects what its body finds.</summary>
internal sealed class ComprehensionNode(RegoKind kind, StepNode body, SourceLocation location) : ValueNode
{
    public override RegoValue Evaluate(Machine machine)
    {
        var outer = machine.Collector;
        var collector = new Collector(kind, location);
        machine.Collector = collector;
        machine.Run(body);
        machine.Stopped = false;
        machine.Collector = outer;
        return collector.Build();
    }
}
