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

            foreach (var term in node.Lowered.SelectMany(rule => LoweredBranch.Of(node, rule)).SelectMany(branch => Uses.TermsOf(branch.Rule)))
            {
                Collect(term, node, found);
                foreach (var used in Uses.Of(tree, term))
                {
                    open.Enqueue(used);
                }
            }
        }

        return found;
    }

    private static void Collect(CoreTerm term, RuleNode node, List<RegoInputReference> found)
    {
        switch (term)
        {
            case CoreReference { Head: CoreInput } reference:
                string[] keys = [.. reference.Keys.TakeWhile(IsName).Select(key => ((RegoString)((CoreConstant)key).Value).Value)];
                found.Add(new RegoInputReference(keys, reference.Location, node.Name));
                break;
            case CoreInput input when !found.Exists(reference => reference.Location == input.Location):
                found.Add(new RegoInputReference([], input.Location, node.Name));
                break;
        }
    }

    private static bool IsName(CoreTerm key) => key is CoreConstant { Value: RegoString };
}
