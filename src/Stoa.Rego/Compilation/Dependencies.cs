using Stoa.Rego.Compilation.Checks;
using Stoa.Rego.Compilation.Lowering;

namespace Stoa.Rego.Compilation;

/// <summary>Finds what a document can depend on: what it can read of <c>input</c>, and builtins that answer as they like.</summary>
internal static class Dependencies
{
    /// <summary>Every reference to <c>input</c>.</summary>
    public static IReadOnlyList<RegoInputReference> InputReferences(RuleTree tree, IReadOnlyList<RegoValue> path)
    {
        var found = new List<RegoInputReference>();
        foreach (var (node, terms) in TermsOf(tree, path))
        {
            var heads = terms.OfType<CoreReference>().Select(reference => reference.Head).ToHashSet<CoreTerm>(ReferenceEqualityComparer.Instance);
            foreach (var term in terms)
            {
                Collect(term, heads, node, found);
            }
        }

        return found;
    }

    /// <summary>Whether nothing is called that could answer differently for equal operands, or that does more than answer.</summary>
    public static bool AreInputAlone(RuleTree tree, IReadOnlyList<RegoValue> path) => !TermsOf(tree, path)
        .SelectMany(rule => rule.Terms)
        .OfType<CoreBuiltinCall>()
        .Any(call => call.Builtin.IsNondeterministic || call.Builtin.Name == CallLowering.Print);

    /// <summary>The terms of every rule and function that the document uses.</summary>
    private static IEnumerable<(RuleNode Rule, CoreTerm[] Terms)> TermsOf(RuleTree tree, IReadOnlyList<RegoValue> path)
    {
        var seen = new HashSet<RuleNode>();
        var open = new Queue<RuleNode>(Uses.OfPath(tree.Root, path));
        while (open.TryDequeue(out var node))
        {
            if (!seen.Add(node))
            {
                continue;
            }

            CoreTerm[] terms = [.. LoweredBranch.Of(node).SelectMany(branch => Uses.TermsOf(branch.Rule))];
            foreach (var used in terms.SelectMany(term => Uses.Of(tree, term)))
            {
                open.Enqueue(used);
            }

            yield return (node, terms);
        }
    }

    // The head of a reference is a term too, and not the whole input.
    private static void Collect(CoreTerm term, HashSet<CoreTerm> heads, RuleNode node, List<RegoInputReference> found)
    {
        switch (term)
        {
            case CoreReference { Head: CoreInput } reference:
                string[] keys = [.. reference.Keys.TakeWhile(IsName).Select(key => ((RegoString)((CoreConstant)key).Value).Value)];
                found.Add(new RegoInputReference(keys, reference.Location, node.Name));
                break;
            case CoreInput input when !heads.Contains(input):
                found.Add(new RegoInputReference([], input.Location, node.Name));
                break;
        }
    }

    private static bool IsName(CoreTerm key) => key is CoreConstant { Value: RegoString };
}
