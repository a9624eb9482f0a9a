using Stoa.Rego.Compilation;

namespace Stoa.Rego.Evaluation;

/// <summary>Runs the rest once for each item of a collection: index, key or item against one pattern, the item against another.</summary>
internal sealed class IterateStep(ValueNode source, Matcher key, Matcher value) : StepNode
{
    public override StepNode? Advance(Machine machine)
    {
        switch (source.Evaluate(machine))
        {
            case RegoArray array:
                for (var i = 0; i < array.Count && !machine.Stopped; i++)
                {
                    Try(machine, RegoNumber.Of(i), array[i]);
                }

                break;
            case RegoSet set:
                for (var i = 0; i < set.Count && !machine.Stopped; i++)
                {
                    Try(machine, set.Span[i], set.Span[i]);
                }

                break;
            case RegoObject members:
                for (var i = 0; i < members.Count && !machine.Stopped; i++)
                {
                    Try(machine, members.KeySpan[i], members.ValueSpan[i]);
                }

                break;
        }

        return null;
    }

    private void Try(Machine machine, RegoValue itemKey, RegoValue item)
    {
        machine.Step();
        if (key.Match(machine, itemKey) && value.Match(machine, item))
        {
            machine.Run(Next);
        }
    }
}

/// <summary>Runs the rest once for each document below a package, whether rules or data make it.</summary>
internal sealed class IteratePackageStep(RuleNode package, Matcher key, Matcher value) : StepNode
{
    public override StepNode? Advance(Machine machine)
    {
        foreach (var name in machine.Documents.KeysBelow(package))
        {
            machine.Step();
            if (key.Match(machine, name) && machine.Documents.FindBelow(package, name) is { } document && value.Match(machine, document))
            {
                machine.Run(Next);
                if (machine.Stopped)
                {
                    break;
                }
            }
        }

        return null;
    }
}

/// <summary>Holds where the body does for every item of the domain. Undefined where the domain is or is no collection.</summary>
internal sealed class EveryStep(ValueNode domain, int key, int value, StepNode body) : StepNode
{
    public override StepNode? Advance(Machine machine)
    {
        switch (domain.Evaluate(machine))
        {
            case RegoArray array:
                for (var i = 0; i < array.Count; i++)
                {
                    if (!Holds(machine, RegoNumber.Of(i), array[i]))
                    {
                        return null;
                    }
                }

                return Next;
            case RegoSet set:
                for (var i = 0; i < set.Count; i++)
                {
                    if (!Holds(machine, set.Span[i], set.Span[i]))
                    {
                        return null;
                    }
                }

                return Next;
            case RegoObject members:
                for (var i = 0; i < members.Count; i++)
                {
                    if (!Holds(machine, members.KeySpan[i], members.ValueSpan[i]))
                    {
                        return null;
                    }
                }

                return Next;
            default:
                return null;
        }
    }

    private bool Holds(Machine machine, RegoValue itemKey, RegoValue item)
    {
        machine.Step();
        machine[key] = itemKey;
        machine[value] = item;
        return machine.Finds(body);
    }
}

/// <summary>Runs the rest once for a document and each value within it: <c>[path, value]</c>, from the outside in.</summary>
internal sealed class WalkStep(ValueNode document, Matcher output) : StepNode
{
    public override StepNode? Advance(Machine machine)
    {
        if (document.Evaluate(machine) is { } root)
        {
            Visit(machine, [], root);
        }

        return null;
    }

    private void Visit(Machine machine, List<RegoValue> path, RegoValue value)
    {
        machine.Step();
        Machine.CheckStack();
        if (output.Match(machine, RegoArray.Of(RegoArray.Of(path), value)))
        {
            machine.Run(Next);
        }

        switch (value)
        {
            case RegoArray array:
                for (var i = 0; i < array.Count && !machine.Stopped; i++)
                {
                    Within(machine, path, RegoNumber.Of(i), array[i]);
                }

                break;
            case RegoSet set:
                for (var i = 0; i < set.Count && !machine.Stopped; i++)
                {
                    Within(machine, path, set.Span[i], set.Span[i]);
                }

                break;
            case RegoObject members:
                for (var i = 0; i < members.Count && !machine.Stopped; i++)
                {
                    Within(machine, path, members.KeySpan[i], members.ValueSpan[i]);
                }

                break;
        }
    }

    private void Within(Machine machine, List<RegoValue> path, RegoValue key, RegoValue value)
    {
        path.Add(key);
        Visit(machine, path, value);
        path.RemoveAt(path.Count - 1);
    }
}
