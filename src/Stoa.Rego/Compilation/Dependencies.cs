using Stoa.Rego.Builtins;
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
        foreach (var (node, terms, _) in PartsOf(tree, path))
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
    public static bool AreInputAlone(RuleTree tree, IReadOnlyList<RegoValue> path) => !PartsOf(tree, path)
        .SelectMany(rule => rule.Terms.OfType<CoreBuiltinCall>().Select(call => call.Builtin)
            .Concat(rule.Replacements.Select(replacement => replacement.ByBuiltin).OfType<Builtin>()))
        .Any(builtin => builtin.IsNondeterministic || builtin.Name == CallLowering.Print);

    /// <summary>Every rule and function that the document uses, or puts in the place of one: its terms, and what it replaces.</summary>
    private static IEnumerable<(RuleNode Rule, CoreTerm[] Terms, CoreWithFunction[] Replacements)> PartsOf(RuleTree tree, IReadOnlyList<RegoValue> path)
    {
        var seen = new HashSet<RuleNode>();
        var open = new Queue<RuleNode>(Uses.OfPath(tree.Root, path));
        while (open.TryDequeue(out var node))
        {
            if (!seen.Add(node))
            {
                continue;
            }

            LoweredRule[] rules = [.. LoweredBranch.Of(node).Select(branch => branch.Rule)];
            CoreTerm[] terms = [.. rules.SelectMany(Uses.TermsOf)];
            CoreWithFunction[] replacements = [.. rules.SelectMany(Uses.ReplacementsOf)];
            foreach (var used in terms.SelectMany(term => Uses.Of(tree, term)).Concat(replacements.Select(replacement => replacement.ByFunction).OfType<RuleNode>()))
            {
                open.Enqueue(used);
            }

            yield return (node, terms, replacements);
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
