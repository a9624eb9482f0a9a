using Stoa.Rego.Evaluation;

namespace Stoa.Rego.Compilation.Planning;

/// <summary>Finds what constant keys below <c>data</c> lead to: a rule's document, a package, or base data.</summary>
internal static class DataPlanner
{
    /// <summary>The node that the first constant keys lead to, or the package where they end, and how many keys that took.</summary>
    public static (ValueNode? Node, RuleNode? Package, int KeysUsed) PlanHead(RuleNode root, IReadOnlyList<CoreTerm> keys)
    {
        var node = root;
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i] is not CoreConstant { Value: var key })
            {
                return (null, node, i);
            }

            if (node.Find(key) is not { } child)
            {
                var rest = keys.Skip(i).TakeWhile(part => part is CoreConstant).Select(part => ((CoreConstant)part).Value).ToArray();
                return (new BaseDataNode([.. node.Path, .. rest]), null, i + rest.Length);
            }

            node = child;
            if (node.Rules.Count > 0)
            {
                return PlanRule(node, keys, i + 1);
            }
        }

        return (new DocumentNode(node), null, keys.Count);
    }

    // Of a document with rules at constant paths below it, those are asked first: they may be what its own rules need.
    private static (ValueNode? Node, RuleNode? Package, int KeysUsed) PlanRule(RuleNode node, IReadOnlyList<CoreTerm> keys, int used)
    {
        if (used == keys.Count || keys[used] is not CoreConstant { Value: var key } || node.Find(key) is not { } child || !IsSettled(child, keys, used + 1))
        {
            return (new DocumentNode(node), null, used);
        }

        var (below, package, usedBelow) = child.Rules.Count > 0 ? PlanRule(child, keys, used + 1) : PlanHead(child, [.. keys.Skip(used + 1)]);
        usedBelow = child.Rules.Count > 0 ? usedBelow : used + 1 + usedBelow;
        var path = keys.Skip(used).Take(usedBelow - used).Select(part => ((CoreConstant)part).Value).ToArray();
        return (new RuleFirstNode(below ?? new DocumentNode(package!), node, path), null, usedBelow);
    }

    // Whether the keys end at, or within, the value of one rule. Sets may be made by several, here and above.
    private static bool IsSettled(RuleNode node, IReadOnlyList<CoreTerm> keys, int used)
    {
        while (node.Rules.Count == 0)
        {
            if (used == keys.Count || keys[used] is not CoreConstant { Value: var key } || node.Find(key) is not { } child)
            {
                return false;
            }

            node = child;
            used++;
        }

        return node.Kind == RuleKind.Complete || (node.Kind == RuleKind.Object && used < keys.Count);
    }
}
