using Stoa.Rego.Evaluation;

namespace Stoa.Rego.Compilation.Planning;

/// <summary>References with keys that have no value yet: the steps go through what is there.</summary>
internal sealed class ReferencePlanner(BodyPlanner body, ValuePlanner values)
{
    /// <summary>Emits the steps that match each value of a reference with a pattern, which is planned when all keys are bound.</summary>
    public void EmitOpen(CoreReference reference, Func<Matcher> pattern)
    {
        var (node, package, used) = values.PlanHead(reference);
        var known = new List<ValueNode>();
        var left = reference.Keys.Skip(used).ToArray();
        for (var i = 0; i < left.Length; i++)
        {
            if (body.Readiness.IsGround(left[i]))
            {
                known.Add(values.Plan(left[i]));
                continue;
            }

            var key = body.PlanMatcher(left[i]);
            var isLast = i == left.Length - 1;
            var slot = isLast ? -1 : body.Temporary();
            var value = isLast ? pattern() : new BindMatcher(slot);
            body.Emit(node is null && known.Count == 0
                ? new IteratePackageStep(package!, key, value)
                : new IterateStep(Settle(node, package, known), key, value));
            if (isLast)
            {
                return;
            }

            (node, package) = (new SlotNode(slot), null);
            known.Clear();
        }

        body.EmitMatch(Settle(node, package, known), pattern());
    }

    private static ValueNode Settle(ValueNode? node, RuleNode? package, List<ValueNode> keys)
    {
        if (node is null)
        {
            return keys.Count == 0 ? new DocumentNode(package!) : new PackageLookupNode(package!, [.. keys]);
        }

        return keys.Count == 0 ? node : new LookupNode(node, [.. keys]);
    }
}
