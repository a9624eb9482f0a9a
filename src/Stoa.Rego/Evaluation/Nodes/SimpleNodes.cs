namespace Stoa.Rego.Evaluation;

/// <summary>A constant.</summary>
internal sealed class ConstantNode(RegoValue value) : ValueNode
{
    public RegoValue Value { get; } = value;

    public override RegoValue Evaluate(Machine machine) => Value;
}

/// <summary>A variable that is bound.</summary>
internal sealed class SlotNode(int slot) : ValueNode
{
    public int Slot { get; } = slot;

    public override RegoValue? Evaluate(Machine machine) => machine[Slot];
}

/// <summary>The document <c>input</c>, or what constant string keys lead to in it.</summary>
internal sealed class InputNode(RegoValue[] path) : ValueNode
{
    public RegoValue[] Path { get; } = path;

    public override RegoValue? Evaluate(Machine machine)
    {
        var value = machine.Input;
        foreach (var key in Path)
        {
            if (value is null)
            {
                return null;
            }

            value = Lookup.Find(value, key);
        }

        return value;
    }
}

/// <summary>What keys lead to from a value.</summary>
internal sealed class LookupNode(ValueNode source, ValueNode[] keys) : ValueNode
{
    public override RegoValue? Evaluate(Machine machine)
    {
        var value = source.Evaluate(machine);
        foreach (var key in keys)
        {
            if (value is null || key.Evaluate(machine) is not { } part)
            {
                return null;
            }

            value = Lookup.Find(value, part);
        }

        return value;
    }
}

/// <summary>Base data at a constant path that no rule defines. A number names a member of base data by its text too.</summary>
internal sealed class BaseDataNode(RegoValue[] path) : ValueNode
{
    public override RegoValue? Evaluate(Machine machine)
    {
        RegoValue? value = machine.Data;
        foreach (var key in path)
        {
            if (value is null)
            {
                return null;
            }

            value = Lookup.Find(value, key) ?? (key is RegoNumber number && value is RegoObject members ? members.Find(number.Text) : null);
        }

        return value;
    }
}

/// <summary>A document that rules define, or a package.</summary>
internal sealed class DocumentNode(Compilation.RuleNode node) : ValueNode
{
    public override RegoValue? Evaluate(Machine machine) => machine.Documents.Find(node);
}

/// <summary>What computed keys lead to below a package.</summary>
internal sealed class PackageLookupNode(Compilation.RuleNode package, ValueNode[] keys) : ValueNode
{
    public override RegoValue? Evaluate(Machine machine)
    {
        var node = package;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i].Evaluate(machine) is not { } key)
            {
                return null;
            }

            if (node.Find(key) is not { } child || machine.Documents.IsReplaced(node))
            {
                return Rest(machine, machine.Documents.Base(node) is { } data ? Lookup.Find(data, key) : null, i + 1);
            }

            if (child.Rules.Count > 0)
            {
                return Rest(machine, machine.Documents.Find(child), i + 1);
            }

            node = child;
        }

        return machine.Documents.Find(node);
    }

    private RegoValue? Rest(Machine machine, RegoValue? value, int from)
    {
        for (var i = from; i < keys.Length; i++)
        {
            if (value is null || keys[i].Evaluate(machine) is not { } key)
            {
                return null;
            }

            value = Lookup.Find(value, key);
        }

        return value;
    }
}
