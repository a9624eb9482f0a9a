using Stoa.Rego.Compilation.Checks;

namespace Stoa.Rego.Compilation;

/// <summary>Finds what a document can read of <c>input</c>.</summary>
internal static class InputReferences
{
    public static IReadOnlyList<RegoInputReference> Of(RuleTree tree, IReadOnlyList<RegoValue> path)
    {
        var found = new List<RegoInputReference>();
        var seen = new HashSet<RuleNode>();
        var open = new Queue<RuleNode>(Uses.OfPath(tree.Root, path));
        while (open.TryDequeue(out var node))
        {
            if (!seen.Add(node))
            {
                continue;
            }

            CoreTerm[] terms = [.. LoweredBranch.Of(node).SelectMany(branch => Uses.TermsOf(branch.Rule))];
            var heads = terms.OfType<CoreReference>().Select(reference => reference.Head).ToHashSet<CoreTerm>(ReferenceEqualityComparer.Instance);
            foreach (var term in terms)
            {
                Collect(term, heads, node, found);
                foreach (var used in Uses.Of(tree, term))
                {
                    open.Enqueue(used);
                }
            }
        }

        return found;
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
