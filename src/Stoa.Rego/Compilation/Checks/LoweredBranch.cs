using Stoa.Rego.Compilation.Lowering;

namespace Stoa.Rego.Compilation.Checks;

/// <summary>A rule, or one of its else branches, in the core language.</summary>
/// <param name="Node">The document that it belongs to.</param>
/// <param name="Rule">The branch.</param>
/// <param name="Name">Its path with the keys that it computes: <c>data.p.q[x]</c>.</param>
internal sealed record LoweredBranch(RuleNode Node, LoweredRule Rule, string Name)
{
    /// <summary>A rule and its else branches in order.</summary>
    public static IEnumerable<LoweredBranch> Of(RuleNode node, LoweredRule rule)
    {
        var name = node.Name + string.Concat(rule.Suffix.Select(TermText.Key));
        for (LoweredRule? branch = rule; branch is not null; branch = branch.Else)
        {
            yield return new LoweredBranch(node, branch, name);
        }
    }
}
